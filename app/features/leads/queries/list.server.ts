import { type SQL, sql } from 'drizzle-orm';
import { leads } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { type Cursor, countCap, pageSize, writeCursor } from '~/core/paging';
import type { LeadSource, LeadState } from '../rules';
import { inMyPool } from './lead.server';

export const leadShows = ['mine', 'pool', 'open', 'ended'] as const;
export type LeadShow = (typeof leadShows)[number];

type Row = {
  id: string;
  company: string;
  contact_name: string;
  need: string;
  state: LeadState;
  source: LeadSource;
  campaign: string | null;
  holder: string | null;
  due_at: string | null;
  created_at: string;
  at_exact: string;
};
export type LeadRow = {
  id: string;
  company: string;
  contactName: string;
  need: string;
  state: LeadState;
  source: LeadSource;
  campaign: string | null;
  holderName: string | null;
  dueAt: Date | null;
  createdAt: Date;
};

const states: Record<LeadShow, readonly LeadState[]> = {
  mine: ['offered', 'accepted'],
  pool: ['pool'],
  open: ['new', 'pool', 'offered', 'accepted'],
  ended: ['converted', 'disqualified', 'duplicate'],
};
const each = (values: readonly number[]) => sql.raw(`'{${values.map((n) => Math.trunc(n)).join(',')}}'::integer[]`);

/** The ways a list's rows can be in sight, each an ordered index scan per state: no scan sees more than a page. */
function branches({ actor }: Context, show: LeadShow): SQL[] {
  const ways: SQL[] = [];
  if (show === 'mine') return [sql`l.holder_id = ${actor.personId}`];
  if (actor.visibleTenants.length) ways.push(sql`l.tenant_id = any(${each(actor.visibleTenants)})`);
  if (actor.visibleUnits.length) ways.push(sql`l.unit_id = any(${each(actor.visibleUnits)})`);
  if (show === 'ended' || show === 'open') ways.push(sql`l.holder_id = ${actor.personId}`);
  return ways;
}

function keys(ctx: Context, show: LeadShow, after: Cursor | null, limit: number): SQL {
  const past = after ? sql`and (l.created_at, l.id) < (${String(after.value)}::timestamptz, ${after.id}::uuid)` : sql``;
  const scan = (where: SQL) =>
    sql.join(
      states[show].map(
        (
          state,
        ) => sql`(select l.tenant_id, l.id, l.created_at from ${leads} l where ${where} and l.state = ${state} ${past}
          order by l.created_at desc, l.id desc limit ${limit})`,
      ),
      sql` union `,
    );
  const pool =
    show === 'pool' || show === 'open'
      ? sql` union (select leads.tenant_id, leads.id, leads.created_at from ${leads} where ${inMyPool(ctx)}
          ${after ? sql`and (leads.created_at, leads.id) < (${String(after.value)}::timestamptz, ${after.id}::uuid)` : sql``}
          order by leads.created_at desc, leads.id desc limit ${limit})`
      : sql``;
  const ways = branches(ctx, show);
  const first = ways.length
    ? sql.join(ways.map(scan), sql` union `)
    : sql`(select tenant_id, id, created_at from ${leads} where false)`;
  return sql`${first}${pool}`;
}

/** Leads of a list in sight, the latest first. */
export async function listLeads(ctx: Context, show: LeadShow, after: Cursor | null, limit = pageSize) {
  const rows = await ctx.db.execute<Row>(sql`
    select l.id, l.company, l.contact_name, l.need, l.state, l.source, l.campaign, p.name as holder, l.due_at, l.created_at,
      l.created_at::text as at_exact
    from (select * from (${keys(ctx, show, after, limit + 1)}) u order by created_at desc, id desc limit ${limit + 1}) k
    join ${leads} l on l.tenant_id = k.tenant_id and l.id = k.id left join people p on p.id = l.holder_id
    order by l.created_at desc, l.id desc`);
  const list = [...rows];
  const last = list[limit - 1];
  return {
    rows: list.slice(0, limit).map(
      (row): LeadRow => ({
        id: row.id,
        company: row.company,
        contactName: row.contact_name,
        need: row.need,
        state: row.state,
        source: row.source,
        campaign: row.campaign,
        holderName: row.holder,
        dueAt: row.due_at ? new Date(row.due_at) : null,
        createdAt: new Date(row.created_at),
      }),
    ),
    after: list.length > limit && last ? writeCursor({ value: last.at_exact, id: last.id }) : null,
  };
}

/** Counted no further than the cap. */
export async function countLeads(ctx: Context, show: LeadShow): Promise<number> {
  const [row] = await ctx.db.execute<{ n: number }>(
    sql`select count(*)::int as n from (${keys(ctx, show, null, countCap + 1)}) u`,
  );
  return Math.min(Number(row?.n ?? 0), countCap + 1);
}
