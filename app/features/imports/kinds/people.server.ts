import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { searchText } from '~/core/pinyin.server';
import type { Plan } from '../plan.server';
import { resolveShort } from '../references.server';
import { addProblem, type Row } from '../row';
import { type Columns, textArray } from '../rows.server';
import { type Child, decide, twins } from './children.server';
import { type Kind, plainColumns } from './kind.server';

const unitOf = (plan: Plan, row: Row) => Number(row.refs.unit ?? plan.import_.unitId);

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
    const isTwin = twins();
    for (const row of rows) {
      const email = row.values.email as string | undefined;
      if (!email) continue;
      const hit = known.get(email);
      decide(plan, row, hit ? [hit] : [], isTwin(email), email);
      const reach = plan.units.some(({ id }) => id === hit?.unit_id);
      if (hit && !reach) addProblem(row, 'email', 'imports.problem.taken', email);
    }
  },

  columns(_plan, row) {
    const { role: _, ...values } = plainColumns(row);
    return { ...values, ...(row.refs.unit && { unit_id: Number(row.refs.unit) }) };
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

  async created(ctx, plan, rows) {
    await grantRoles(ctx, plan, rows, (row) => row.id);
  },
  async updated(ctx, plan, rows) {
    await grantRoles(
      ctx,
      plan,
      rows.filter((row) => row.values.role),
      (row) => row.existing!.id,
    );
  },
};

/** A role is added, never taken away: that is done one by one, where it is seen. */
async function grantRoles(ctx: Context, plan: Plan, rows: Row[], idOf: (row: Row) => string) {
  const grants = rows.map((row) => ({
    person_id: idOf(row),
    role: row.values.role,
    unit_id: unitOf(plan, row),
  }));
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
