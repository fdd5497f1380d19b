import { type SQL, sql } from 'drizzle-orm';
import { people, roleGrants, units, unitTree } from '#drizzle/schema';
import type { Context } from '~/core/context.server';

const ints = (list: number[]) => sql.raw(`'{${list.map((n) => Math.trunc(n)).join(',')}}'::integer[]`);

/** Own unit and the units above it. */
const ownLine = ({ actor }: Context) =>
  sql`select ${unitTree.ancestorId} from ${unitTree} where ${unitTree.descendantId} = ${actor.unitId}`;

/** Colleagues: my company, the companies I see whole, and who sits in the units above me. */
export const peopleInReach = (ctx: Context): SQL =>
  sql`(${people.tenantId} = any(${ints([ctx.actor.tenantId, ...ctx.actor.visibleTenants])}) or ${people.unitId} in (${ownLine(ctx)}))`;

export const unitsInReach = (ctx: Context): SQL =>
  sql`(${units.tenantId} = any(${ints([ctx.actor.tenantId, ...ctx.actor.visibleTenants])}) or ${units.id} in (${ownLine(ctx)}))`;

/** A unit and all below it. */
export const below = (unitId: number) =>
  sql`select ${unitTree.descendantId} from ${unitTree} where ${unitTree.ancestorId} = ${unitId}`;

export const holdsRole = (role: string) =>
  sql`exists (select 1 from ${roleGrants} where ${roleGrants.personId} = ${people.id} and ${roleGrants.role} = ${role})`;

/** Whether the unit lies in what this person leads in the active role. */
export async function leadsUnit(ctx: Context, unitId: number) {
  const [row] = await ctx.db
    .select({ id: unitTree.descendantId })
    .from(unitTree)
    .where(sql`${unitTree.descendantId} = ${unitId} and ${unitTree.ancestorId} = any(${ints(ctx.actor.ledUnits)})`)
    .limit(1);
  return row !== undefined;
}
