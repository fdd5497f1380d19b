import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { searchText } from '~/core/pinyin.server';
import type { Plan } from '../plan.server';
import { listPutAway } from '../put-away.server';
import { resolveShort } from '../references.server';
import { addProblem, type Row } from '../row';
import { type Columns, insertRows, textArray } from '../rows.server';
import { type Child, comeBack, decide, twins } from './children.server';
import { journalOf, type Kind, plainColumns } from './kind.server';

type Grant = { person_id: string; role: string; unit_id: number };

/** The unit a line speaks of: the one it names, else the person's own, else that of the import. */
const unitOf = (plan: Plan, row: Row) => Number(row.refs.unit ?? row.existing?.columns.unit_id ?? plan.import_.unitId);

export const peopleKind: Kind = {
  table: 'people',
  subject: 'person',
  permissions: ['people.manage'],
  versioned: true,
  tenantKeyed: true,

  async resolve(ctx, plan, rows) {
    for (const row of rows) resolveShort(plan, row);
    const emails = rows.flatMap((row) => (row.values.email as string | undefined) ?? []);
    const found = await ctx.db.execute<Child & { email: string; unit_id: number }>(sql`
      select * from people where tenant_id = ${plan.import_.tenantId} and lower(email) = any(${textArray(emails)})`);
    const known = new Map([...found].map((person) => [person.email.toLowerCase(), person]));
    const away = await listPutAway(ctx, plan, [...found]);
    const isTwin = twins();
    for (const row of rows) {
      const email = row.values.email as string | undefined;
      if (!email) continue;
      const hit = known.get(email);
      const gone = hit !== undefined && away.has(hit.id);
      decide(plan, row, hit && !gone ? [hit] : [], isTwin(email), email);
      if (gone) comeBack(row, hit);
      const reach = plan.units.some(({ id }) => id === hit?.unit_id);
      if (hit && !reach) addProblem(row, 'email', 'imports.problem.taken', email);
      // as by hand: into a unit and for a unit the importing person answers for
      else if (!plan.units.some(({ id }) => id === unitOf(plan, row))) addProblem(row, 'unit', 'person.unit_not_led');
    }
    await noteNewRoles(ctx, plan, rows);
  },

  columns(_plan, row) {
    const { role: _, ...values } = plainColumns(row);
    return {
      ...values,
      ...(row.refs.unit && { unit_id: Number(row.refs.unit) }),
      ...(row.refs.back && { left_on: null }),
    };
  },

  fresh: (ctx, plan, row) => ({
    tenant_id: plan.import_.tenantId,
    id: row.id,
    unit_id: unitOf(plan, row),
    locale: ctx.actor.locale,
    created_at: ctx.now.toISOString(),
    updated_at: ctx.now.toISOString(),
    version: 1,
  }),

  derived: (columns) => derived(columns),

  toldOfNew: (row) => ({ role: row.values.role }),

  async created(ctx, plan, rows) {
    const grants = rows.map((row) => ({
      person_id: row.id,
      role: String(row.values.role),
      unit_id: unitOf(plan, row),
    }));
    await grantRoles(ctx, grants);
  },

  async updated(ctx, plan, rows) {
    const granted = rows.filter((row) => row.refs.newRole);
    await grantRoles(
      ctx,
      granted.map((row) => grantOf(plan, row)),
    );
    await insertRows(
      ctx,
      'journal',
      granted.map((row) => {
        const { role, unit_id } = grantOf(plan, row);
        return journalOf(ctx, plan, peopleKind, 'role_granted', row.existing!.columns, null, { role, unitId: unit_id });
      }),
    );
  },

  undoOf: (plan, row) => (row.refs.newRole ? { grant: grantOf(plan, row) } : {}),
};

const grantOf = (plan: Plan, row: Row): Grant => ({
  person_id: row.existing!.id,
  role: row.refs.newRole!,
  unit_id: unitOf(plan, row),
});

/** What a line says of somebody's role is news where the role is not held for that unit. */
async function noteNewRoles(ctx: Context, plan: Plan, rows: Row[]) {
  const known = rows.filter((row) => row.existing && row.values.role !== undefined);
  if (!known.length) return;
  const held = await ctx.db.execute<Grant>(sql`
    select person_id, role, unit_id from role_grants
    where person_id = any(${textArray(known.map((row) => row.existing!.id))}::uuid[])`);
  const key = ({ person_id, role, unit_id }: Grant) => `${person_id} ${role} ${unit_id}`;
  const has = new Set([...held].map(key));
  for (const row of known) {
    const grant = { person_id: row.existing!.id, role: String(row.values.role), unit_id: unitOf(plan, row) };
    if (!has.has(key(grant))) row.refs.newRole = grant.role;
  }
}

/** A role is added, never taken away: that is done one by one, where it is seen. */
async function grantRoles(ctx: Context, grants: Grant[]) {
  if (!grants.length) return;
  await ctx.db.execute(sql`
    insert into role_grants (person_id, role, unit_id)
    select person_id, role, unit_id from json_populate_recordset(null::role_grants, ${JSON.stringify(grants)}::json)
    on conflict do nothing`);
}

const derived = ({ name, email, employee_no, phone }: Columns) =>
  searchText({
    name: String(name),
    person: true,
    extra: [email as string | null, employee_no as string | null, (phone as string | null)?.replace(/\D/g, '')],
  });
