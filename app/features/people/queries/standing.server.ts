import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';

/** What keeps a unit from being closed, in numbers: of the unit itself, for whoever leads it. */
export type Standing = { people: number; accounts: number; units: number; leads: number };

export async function standingIn(ctx: Context, unitId: number): Promise<Standing> {
  const [row] = await ctx.db.execute<Standing>(sql`select
    (select count(*)::int from people where unit_id = ${unitId} and (left_on is null or left_on >= ${today(ctx.now)})) as people,
    (select count(*)::int from accounts where unit_id = ${unitId} and deleted_at is null) as accounts,
    (select count(*)::int from units where parent_id = ${unitId} and closed_at is null) as units,
    (select count(*)::int from leads where unit_id = ${unitId} and state in ('new', 'pool', 'offered', 'accepted')) as leads`);
  return row!;
}
