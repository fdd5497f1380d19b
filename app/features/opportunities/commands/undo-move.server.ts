import { and, desc, eq } from 'drizzle-orm';
import { opportunityChanges } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { lockOpportunity, staleness } from './load.server';
import { putBack, valuesOf } from './put-back.server';

const undoMinutes = 10;

/** Takes back one's own last move, shortly after it; the history keeps both. */
export function undoMove(ctx: Context, id: string, input: { version: number }): Promise<Result<{ to: number }>> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockOpportunity(ctx, id);
    requirePermission(ctx.actor, 'opportunity.advance', row);
    const stale = await staleness(ctx, row, input.version);
    if (stale) return stale;
    const [last] = await ctx.db
      .select({ at: opportunityChanges.at, byId: opportunityChanges.byId, former: opportunityChanges.former })
      .from(opportunityChanges)
      .where(
        and(
          eq(opportunityChanges.tenantId, row.tenantId),
          eq(opportunityChanges.opportunityId, row.id),
          eq(opportunityChanges.kind, 'moved'),
        ),
      )
      .orderBy(desc(opportunityChanges.at), desc(opportunityChanges.id))
      .limit(1);
    const isRecent = last && ctx.now.getTime() - last.at.getTime() < undoMinutes * 60_000;
    if (!isRecent || !last.former || last.byId !== ctx.actor.personId) return refused('opportunity.undo_too_late');
    const values = valuesOf(last.former);
    await putBack(ctx, row, values);
    return ok({ to: values.stageId! });
  });
}
