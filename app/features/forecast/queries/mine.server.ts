import { and, desc, eq, sql } from 'drizzle-orm';
import { forecastAdjustments, forecastLines, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, addMonths, startOf, today } from '~/core/dates';
import type { Chosen } from '../rules';
import { type ForecastDeal, forecastMonths } from '../sums';

type Row = {
  id: string;
  title: string;
  account_name: string | null;
  version: number;
  close_on: string;
  one_off_fen: string | number;
  total_fen: string | number;
  probability: number;
  learnt: number | null;
  call: Chosen | null;
  is_won: boolean;
};
const most = 1000;

/**
 * One's own deals that close in the months of the forecast, those won in them, and those overdue. Each part walks its
 * index by owner and day, so that the page costs what the person's own deals cost.
 */
export async function listForecastDeals(ctx: Context) {
  const day = today(ctx.now);
  const from = startOf(day, 'month');
  const until = addMonths(from, forecastMonths);
  const who = ctx.actor.personId;
  const rows = await ctx.db.execute<Row>(sql`
    select d.id, d.title, a.name as account_name, d.version, d.close_on::text, d.one_off_fen, d.total_fen, d.probability,
      s.probability as learnt, c.category as call, d.is_won
    from (
      (select o.*, o.expected_close_on as close_on, false as is_won from opportunities o
        where o.owner_id = ${who} and o.deleted_at is null and o.expected_close_on < ${until}::date
          and o.expected_close_on >= ${addDays(from, -365)}::date and o.stage_type = 'open'
        order by o.expected_close_on desc limit ${most})
      union all
      (select o.*, o.closed_on as close_on, true as is_won from stages w join opportunities o on o.stage_id = w.id
        where w.type = 'won' and o.owner_id = ${who} and o.deleted_at is null and o.closed_on >= ${from}::date limit ${most})) d
    left join accounts a on a.tenant_id = d.tenant_id and a.id = d.account_id
    left join win_scores s on s.tenant_id = d.tenant_id and s.opportunity_id = d.id
    left join forecast_calls c on c.tenant_id = d.tenant_id and c.opportunity_id = d.id
    order by d.close_on, d.total_fen desc, d.id`);
  const deals = rows.map(
    (row): ForecastDeal => ({
      id: row.id,
      title: row.title,
      accountName: row.account_name,
      version: row.version,
      closeOn: row.close_on,
      oneOffFen: Number(row.one_off_fen),
      totalFen: Number(row.total_fen),
      probability: row.learnt ?? row.probability / 100,
      ownPercent: row.probability,
      call: row.call,
      isWon: row.is_won,
    }),
  );
  return {
    due: deals.filter((deal) => deal.isWon || deal.closeOn >= day),
    overdue: deals.filter((deal) => !deal.isWon && deal.closeOn < day),
  };
}

/** When the week's forecast was submitted, and what leads have put upon it. */
export async function readSubmission(ctx: Context, weekOn: string) {
  const who = ctx.actor.personId;
  const [lines, adjustments] = await Promise.all([
    ctx.db
      .select({ at: forecastLines.submittedAt })
      .from(forecastLines)
      .where(and(eq(forecastLines.ownerId, who), eq(forecastLines.weekOn, weekOn)))
      .limit(1),
    ctx.db
      .select({
        id: forecastAdjustments.id,
        month: forecastAdjustments.month,
        category: forecastAdjustments.category,
        fromFen: forecastAdjustments.fromFen,
        toFen: forecastAdjustments.toFen,
        why: forecastAdjustments.why,
        at: forecastAdjustments.at,
        by: people.name,
      })
      .from(forecastAdjustments)
      .leftJoin(people, eq(people.id, forecastAdjustments.ownerId))
      .where(and(eq(forecastAdjustments.personId, who), eq(forecastAdjustments.weekOn, weekOn)))
      .orderBy(desc(forecastAdjustments.at))
      .limit(20),
  ]);
  return {
    at: lines[0]?.at.toISOString() ?? null,
    adjustments: adjustments.map((one) => ({ ...one, at: one.at.toISOString(), who: null as string | null })),
  };
}
