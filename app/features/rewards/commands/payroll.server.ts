import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';

/** Sends a quarter that is over to the payroll; what it holds then is what is paid, whatever is found out later. */
export const closeQuarter = (ctx: Context, tenantId: number, quarter: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'reward.manage');
    if (!ctx.actor.visibleTenants.includes(tenantId)) throw notFound();
    const [row] = await ctx.db.execute<{ done: boolean }>(
      sql`select app.close_reward_quarter(${tenantId}, ${quarter}::date, ${ctx.now.toISOString()}::timestamptz) as done`,
    );
    if (!row?.done) return refused('reward.quarter_not_closed');
    await record(
      ctx,
      'reward.quarter_closed',
      { kind: 'reward', id: newId(), tenantId, unitId: ctx.actor.unitId },
      { after: { quarter } },
    );
    return ok(null);
  });
