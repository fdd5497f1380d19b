import { sql } from 'drizzle-orm';
import { forecastAdjustments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { startOf, today } from '~/core/dates';
import { numberedId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { getReach } from '~/features/review/reach.server';
import type { AdjustInput } from '../input';
import { listForecastRows } from '../queries/team.server';
import { adjustedFen, totalOfRows } from '../sums';

/** Puts another number in the place of a manager's or a unit's, with the reason. Sent twice it counts once. */
export const adjustForecast = (ctx: Context, input: AdjustInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'forecast.adjust');
    const { unitId, personId, category } = input;
    const reach = await getReach(ctx, unitId);
    const month = startOf(input.month, 'month');
    const weekOn = startOf(today(ctx.now), 'week');
    // two leads at one number wait for each other
    await ctx.db.execute(sql`select pg_advisory_xact_lock(720524, ${unitId}::integer)`);
    const [sent] = await ctx.db.execute(
      sql`select from forecast_adjustments where id = ${input.id} and owner_id = ${ctx.actor.personId}`,
    );
    if (sent) return ok(null);
    const rows = await listForecastRows(ctx, reach, weekOn, month);
    const of = personId === null ? rows : rows.filter((row) => row.personId === personId);
    if (personId !== null && !of.length) throw notFound();
    const fromFen = adjustedFen(totalOfRows(of), category);
    if (fromFen !== input.seenFen) return refused('forecast.moved');
    if (fromFen === input.to) return refused('invalid', { fields: { to: 'forecast.same_value' } });
    const [unit] = await ctx.db.execute<{ tenant_id: number }>(sql`select tenant_id from units where id = ${unitId}`);
    if (!unit) throw notFound();
    await ctx.db.insert(forecastAdjustments).values({
      tenantId: unit.tenant_id,
      id: input.id,
      unitId,
      ownerId: ctx.actor.personId,
      personId,
      weekOn,
      month,
      category,
      fromFen,
      toFen: input.to,
      why: input.why,
      at: ctx.now,
    });
    const subject = personId
      ? ({ kind: 'person', id: personId, ownerId: personId } as const)
      : ({ kind: 'unit', id: numberedId(unitId) } as const);
    await record(
      ctx,
      `${subject.kind}.forecast_adjusted`,
      { ...subject, tenantId: unit.tenant_id, unitId },
      { before: { [category]: fromFen }, after: { [category]: input.to, why: input.why } },
    );
    return ok(null);
  });
