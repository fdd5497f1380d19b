import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { mayRevoke, type Role } from '~/features/people/rules';
import { journalOf } from './kinds/kind.server';
import { kinds } from './kinds.server';
import type { Plan } from './plan.server';
import { type Columns, insertRows, textArray } from './rows.server';

export type Grant = { person_id: string; role: Role; unit_id: number };

const keyOf = ({ person_id, role, unit_id }: Grant) => `${person_id} ${role} ${unit_id}`;

/** Revokes roles an import granted, as far as the person may by hand. Returns those whose role stays. */
export async function takeBackRoles(ctx: Context, plan: Plan, grants: Grant[]): Promise<Set<string>> {
  if (!grants.length) return new Set();
  const mine = grants.filter(({ role, person_id }) => mayRevoke(role, person_id, ctx.actor.personId));
  const gone = await ctx.db.execute<Grant>(sql`
    delete from role_grants g using json_populate_recordset(null::role_grants, ${JSON.stringify(mine)}::json) v
    where g.person_id = v.person_id and g.role = v.role and g.unit_id = v.unit_id
    returning g.person_id, g.role, g.unit_id`);
  await tellRevoked(ctx, plan, [...gone]);
  const people = textArray(grants.map(({ person_id }) => person_id));
  const held = await ctx.db.execute<Grant>(sql`
    select person_id, role, unit_id from role_grants where person_id = any(${people}::uuid[])`);
  const still = new Set([...held].map(keyOf));
  return new Set(grants.filter((grant) => still.has(keyOf(grant))).map(({ person_id }) => person_id));
}

/** Revokes all that people hold whom nobody but their import has given anything. */
export async function takeBackAllRoles(ctx: Context, plan: Plan, people: Columns[]) {
  const gone = await ctx.db.execute<Grant>(sql`
    delete from role_grants where person_id = any(${textArray(people.map(({ id }) => String(id)))}::uuid[])
    returning person_id, role, unit_id`);
  await tellRevoked(ctx, plan, [...gone]);
}

async function tellRevoked(ctx: Context, plan: Plan, gone: Grant[]) {
  if (!gone.length) return;
  const people = await ctx.db.execute<{ id: string; unit_id: number }>(
    sql`select id, unit_id from people where id = any(${textArray(gone.map(({ person_id }) => person_id))}::uuid[])`,
  );
  const unitOf = new Map([...people].map(({ id, unit_id }) => [id, unit_id]));
  const entries = gone.map(({ person_id, role, unit_id }) => {
    const person = { id: person_id, unit_id: unitOf.get(person_id) };
    return journalOf(ctx, plan, kinds.people, 'role_revoked', person, { role, unitId: unit_id }, null);
  });
  await insertRows(ctx, 'journal', entries);
}
