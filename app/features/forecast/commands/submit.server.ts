import { sql } from 'drizzle-orm';
import { forecastLines } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { addMonths, startOf, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { listForecastDeals } from '../queries/mine.server';
import { forecastMonths, linesOf } from '../sums';

/** Freezes one's own forecast for this week; again in the same week it takes the place of the first. */
export const submitForecast = (ctx: Context): Promise<Result<{ weekOn: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'forecast.submit');
    const { personId, tenantId, unitId } = ctx.actor;
    const day = today(ctx.now);
    const weekOn = startOf(day, 'week');
    const { due } = await listForecastDeals(ctx);
    const months = Array.from({ length: forecastMonths }, (_, i) => addMonths(startOf(day, 'month'), i));
    const lines = months.flatMap((month) =>
      linesOf(due.filter((deal) => startOf(deal.closeOn, 'month') === month)).map(
        ({ category, sum, mean, variance }) => ({
          tenantId,
          id: newId(),
          unitId,
          ownerId: personId,
          weekOn,
          month,
          category,
          oneOffFen: sum.oneOffFen,
          recurringFen: sum.recurringFen,
          deals: sum.deals,
          expected: mean,
          variance,
          submittedAt: ctx.now,
        }),
      ),
    );
    await ctx.db
      .insert(forecastLines)
      .values(lines)
      .onConflictDoUpdate({
        target: [
          forecastLines.ownerId,
          forecastLines.weekOn,
          forecastLines.month,
          forecastLines.category,
          forecastLines.tenantId,
        ],
        set: {
          oneOffFen: sql`excluded.one_off_fen`,
          recurringFen: sql`excluded.recurring_fen`,
          deals: sql`excluded.deals`,
          expected: sql`excluded.expected`,
          variance: sql`excluded.variance`,
          submittedAt: sql`excluded.submitted_at`,
        },
      });
    await record(
      ctx,
      'person.forecast_submitted',
      { kind: 'person', id: personId, tenantId, unitId, ownerId: personId },
      { after: { weekOn } },
    );
    return ok({ weekOn });
  });
