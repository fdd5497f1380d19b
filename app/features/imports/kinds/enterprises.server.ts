import { inArray } from 'drizzle-orm';
import { enterprises } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { Plan } from '../plan.server';
import type { Row } from '../row';

/** Groups the file names and nobody has named before, made once each, as by hand; a later batch knows them. */
export async function makeEnterprises(ctx: Context, plan: Plan, rows: Row[]) {
  const naming = rows.filter((row) => row.refs.newEnterprise);
  const names = [...new Set(naming.map((row) => row.refs.newEnterprise!))];
  if (!names.length) return;
  const known = await ctx.db
    .select({ id: enterprises.id, name: enterprises.name })
    .from(enterprises)
    .where(inArray(enterprises.name, names));
  const idOf = new Map(known.map(({ id, name }) => [name, id]));
  const made = names.filter((name) => !idOf.has(name)).map((name) => ({ id: newId(), name }));
  if (made.length) await ctx.db.insert(enterprises).values(made);
  for (const { id, name } of made) idOf.set(name, id);
  for (const row of naming) row.refs.enterprise = idOf.get(row.refs.newEnterprise!)!;
  plan.enterprises.push(...names.map((name) => ({ id: idOf.get(name)!, name, shortName: null, creditCode: null })));
  plan.found.clear();
}
