import { sql } from 'drizzle-orm';
import { contacts, opportunities, visits } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import { newId } from '~/core/ids';
import { resolveAccounts } from '../account-lookup.server';
import { resolveShort } from '../references.server';
import { addProblem, type Row } from '../row';
import { insertRows } from '../rows.server';
import { type Child, childrenOf, decide, refuseChange, twins } from './children.server';
import { remember } from './contacts.server';
import { type Kind, plainColumns } from './kind.server';

const at = (row: Row) => fromLocal(String(row.values.plannedAt));
const splitNames = (text: string) =>
  text
    .split(/[、,，;；/|]+/)
    .map((name) => name.trim())
    .filter(Boolean);

function resolveAttendees(row: Row, known: Child[]) {
  const ids = splitNames(row.texts.contacts ?? '').flatMap((name) => {
    const hits = known.filter((contact) => contact.name === name);
    if (hits.length === 1) return [hits[0]!.id];
    addProblem(row, 'contacts', hits.length ? 'imports.problem.ambiguous' : 'imports.problem.contact', name);
    return [];
  });
  if (ids.length) row.refs.contacts = [...new Set(ids)].join();
}

function resolveOpportunity(row: Row, known: Child[]) {
  const text = row.texts.opportunity;
  if (text === undefined) return;
  const hits = known.filter((opportunity) => opportunity.external_key === text || opportunity.title === text);
  if (hits.length === 1) row.refs.opportunity = hits[0]!.id;
  else addProblem(row, 'opportunity', hits.length ? 'imports.problem.ambiguous' : 'imports.problem.opportunity', text);
}

export const visitsKind: Kind = {
  table: 'visits',
  subject: 'visit',
  permissions: ['visit.plan', 'visit.log'],
  versioned: true,
  tenantKeyed: true,

  async resolve(ctx, plan, rows) {
    for (const row of rows) resolveShort(plan, row);
    const accounts = await resolveAccounts(ctx, plan, rows);
    const [known, people, deals] = await Promise.all([
      childrenOf(ctx, plan, visits, rows),
      childrenOf(ctx, plan, contacts, rows),
      childrenOf(ctx, plan, opportunities, rows),
    ]);
    const isTwin = twins();
    for (const row of rows) {
      const account = accounts.get(row.refs.account ?? '');
      if (!account || row.values.plannedAt === undefined) continue;
      remember(row, account);
      resolveAttendees(row, people.get(account.id) ?? []);
      resolveOpportunity(row, deals.get(account.id) ?? []);
      const outside = plan.import_.keyField === 'externalKey' ? row.values.externalKey : undefined;
      const time = at(row).getTime();
      const same = (visit: Child) =>
        outside === undefined ? Date.parse(String(visit.planned_at)) === time : visit.external_key === outside;
      decide(
        plan,
        row,
        (known.get(account.id) ?? []).filter(same),
        isTwin(`${account.id} ${outside ?? time}`),
        String(outside ?? row.values.plannedAt),
      );
      if ((row.values.status ?? 'completed') === 'completed' && time > ctx.now.getTime() && !row.existing) {
        if (row.values.status) addProblem(row, 'plannedAt', 'imports.problem.future', String(row.values.plannedAt));
      }
      const there = row.existing?.columns ?? {};
      // a visit is started, ended and put off where that is recorded
      refuseChange(row, 'status', row.values.status, there.status);
      if (row.existing && Date.parse(String(there.planned_at)) !== time)
        refuseChange(row, 'plannedAt', row.values.plannedAt, there.planned_at);
    }
  },

  columns(_plan, row) {
    const { planned_at: _, ...values } = plainColumns(row);
    return { ...values, ...(row.refs.opportunity && { opportunity_id: row.refs.opportunity }) };
  },

  fresh(ctx, plan, row) {
    const start = at(row);
    const minutes = Number(row.values.plannedMinutes ?? 60);
    // without a state, a visit that lies behind us took place
    const status = String(row.values.status ?? (start.getTime() > ctx.now.getTime() ? 'planned' : 'completed'));
    const started = status === 'completed' || status === 'in_progress';
    return {
      tenant_id: plan.import_.tenantId,
      id: row.id,
      unit_id: Number(row.refs.unitOfAccount),
      owner_id: row.refs.owner ?? row.refs.ownerOfAccount,
      account_id: row.refs.account,
      type: 'routine',
      channel: 'onsite',
      status,
      planned_at: start.toISOString(),
      planned_minutes: minutes,
      started_at: started ? start.toISOString() : null,
      ended_at: status === 'completed' ? new Date(start.getTime() + minutes * 60_000).toISOString() : null,
      created_at: ctx.now.toISOString(),
      updated_at: ctx.now.toISOString(),
      version: 1,
    };
  },

  derived: () => ({}),

  async created(ctx, plan, rows, made) {
    const columns = new Map(made.map((record) => [record.id, record]));
    const attendees = rows.flatMap((row) => {
      const { tenant_id, unit_id, owner_id, account_id } = columns.get(row.id)!;
      const common = { tenant_id, unit_id, owner_id, account_id, created_at: ctx.now.toISOString(), visit_id: row.id };
      return (row.refs.contacts?.split(',') ?? []).map((contact_id) => ({ ...common, id: newId(), contact_id }));
    });
    await insertRows(ctx, 'visit_attendees', attendees);
    const seen = made
      .filter(({ status }) => status === 'completed')
      .map(({ account_id, ended_at }) => ({ account_id, ended_at }));
    if (!seen.length) return;
    await ctx.db.execute(sql`
      update accounts a set last_visited_at = greatest(a.last_visited_at, v.at)
      from (select account_id, max(ended_at) as at from json_to_recordset(${JSON.stringify(seen)}::json) as r(account_id uuid, ended_at timestamptz) group by 1) v
      where a.tenant_id = ${plan.import_.tenantId} and a.id = v.account_id`);
  },
};
