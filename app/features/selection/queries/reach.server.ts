import { type SQL, sql } from 'drizzle-orm';
import { candidates, openingAssessors, openings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { can } from '~/core/permissions';

const ints = (list: number[]) => sql.raw(`'{${list.map((n) => Math.trunc(n)).join(',')}}'::integer[]`);

/** Units this person leads, as a condition on a column that holds one. */
export const ledBy = (ctx: Context, unit: SQL): SQL =>
  sql`exists (select from unit_tree u where u.descendant_id = ${unit} and u.ancestor_id = any(${ints(ctx.actor.ledUnits)}))`;

/** Places one fills, judges for, or stands for. */
export function openingsInReach(ctx: Context): SQL {
  const me = ctx.actor.personId;
  const ways = [
    sql`exists (select from ${openingAssessors} a where a.tenant_id = ${openings.tenantId} and a.opening_id = ${openings.id} and a.person_id = ${me})`,
    sql`exists (select from ${candidates} c where c.tenant_id = ${openings.tenantId} and c.opening_id = ${openings.id} and c.person_id = ${me})`,
  ];
  if (can(ctx.actor, 'selection.manage')) ways.push(ledBy(ctx, sql`${openings.teamId}`));
  return sql`(${sql.join(ways, sql` or `)})`;
}

/** Places one fills or judges for: what is not for candidates. */
export const isJudgedBy = (ctx: Context): SQL =>
  sql`exists (select from ${openingAssessors} a where a.tenant_id = ${openings.tenantId} and a.opening_id = ${openings.id} and a.person_id = ${ctx.actor.personId})`;
