import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';

/** How many of somebody's open promises this person may pass on, counted no further than the cap. */
export async function countPromisesHeld(ctx: Context, personId: string, cap: number) {
  const [row] = await ctx.db.execute<{ n: number }>(
    sql`select app.count_promises_held(${personId}::uuid, ${cap}) as n`,
  );
  return Number(row?.n ?? 0);
}
