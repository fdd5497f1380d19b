import { and, eq } from 'drizzle-orm';
import { forecastCalls } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { lockOpportunity, subjectOf } from '~/features/opportunities/commands/load.server';
import type { CallInput } from '../input';
import { defaultCategory } from '../rules';

/** What the manager calls a deal in the forecast. Sent twice it is the same. */
export const callDeal = (ctx: Context, { id, category }: CallInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const deal = await lockOpportunity(ctx, id);
    requirePermission(ctx.actor, 'forecast.submit', deal);
    const where = and(eq(forecastCalls.tenantId, deal.tenantId), eq(forecastCalls.opportunityId, deal.id));
    const [before] = await ctx.db.select({ category: forecastCalls.category }).from(forecastCalls).where(where);
    const chosen = category === 'default' ? defaultCategory(deal.probability) : category;
    if (before ? before.category === chosen : category === 'default') return ok(null);
    if (before) await ctx.db.update(forecastCalls).set({ category: chosen, updatedAt: ctx.now }).where(where);
    else
      await ctx.db.insert(forecastCalls).values({
        tenantId: deal.tenantId,
        id: newId(),
        unitId: deal.unitId,
        ownerId: deal.ownerId,
        accountId: deal.accountId,
        opportunityId: deal.id,
        category: chosen,
        updatedAt: ctx.now,
      });
    await record(ctx, 'opportunity.called', subjectOf(deal), {
      before: { category: before?.category ?? null },
      after: { category: chosen },
    });
    return ok(null);
  });
