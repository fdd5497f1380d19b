import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { startOf, today } from '~/core/dates';
import { countCap } from '~/core/paging';
import type { StageType } from '~/features/opportunities/rules';
import { ofCompanies, ofUnits, parts, type Reach, together } from './reach.server';
import { quarterStart, reviewMonths } from './rules';

type Sum = { count: number; fen: number; weightedFen: number };
type SumRow = { count: string | number; fen: string | number; weighted: string | number };
const sumOf = (row: SumRow): Sum => ({
  count: Number(row.count),
  fen: Number(row.fen),
  weightedFen: Number(row.weighted),
});

/** Open, weighted and closed sums per stage type: read from the kept sums. */
export async function sumsByStage(ctx: Context, reach: Reach) {
  const rows = await ctx.db.execute<SumRow & { stage_id: number; type: StageType }>(sql`
    select t.stage_id, s.type, sum(t.count) as count, sum(t.total_fen) as fen, sum(t.weighted_fen) as weighted
    from ${keptMonths(reach)} t join stages s on s.id = t.stage_id
    group by t.stage_id, s.type having sum(t.count) > 0`);
  return rows.map((row) => ({ stageId: row.stage_id, type: row.type, ...sumOf(row) }));
}

/** Kept sums by stage and month: of whole companies from one place, of units added up. */
function keptMonths(reach: Reach) {
  const [companies, units] = [ofCompanies(reach), ofUnits(reach)];
  return together([
    companies &&
      sql`select t.stage_id, t.starts_on as month, t.count, t.total_fen, t.weighted_fen from opportunity_sums t
        where ${companies} and t.part = 'company_month'`,
    units &&
      sql`select t.stage_id, t.month, t.count, t.total_fen, t.weighted_fen from opportunity_months t where ${units}`,
  ]);
}

/** Open deals due between the first of this month and yesterday: kept by the day for companies, few for units. */
function lateThisMonth(reach: Reach, day: string) {
  const [companies, units] = [ofCompanies(reach), ofUnits(reach)];
  const from = startOf(day, 'month');
  return together([
    companies &&
      sql`select t.stage_id, t.count, t.total_fen, t.weighted_fen from opportunity_sums t
        where ${companies} and t.part = 'company_day' and t.starts_on >= ${from}::date and t.starts_on < ${day}::date
          and t.stage_id = any(array(select id from stages where type = 'open'))`,
    units &&
      sql`select t.stage_id, 1 as count, t.total_fen, t.total_fen * t.probability / 100 as weighted_fen from opportunities t
        where ${units} and t.expected_close_on >= ${from}::date and t.expected_close_on < ${day}::date
          and t.deleted_at is null and t.stage_type = 'open'`,
  ]);
}

/**
 * Open sums by stage and month of expected closing: `overdue` gathers the days before today, this month's too, `none`
 * has no date, `later` is beyond the columns. Closed ones by month of this quarter.
 */
export async function sumsByMonth(ctx: Context, reach: Reach) {
  const day = today(ctx.now);
  const months = reviewMonths(day);
  const rows = await ctx.db.execute<SumRow & { stage_id: number; type: StageType; month: string }>(sql`
    select stage_id, type, month, sum(count) as count, sum(fen) as fen, sum(weighted) as weighted from (
      select t.stage_id, s.type::text as type, case when s.type <> 'open' then t.month::text
          when t.month = '1970-01-01' then 'none' when t.month < ${months[0]}::date then 'overdue'
          when t.month > ${months.at(-1)}::date then 'later' else t.month::text end as month,
        t.count, t.total_fen as fen, t.weighted_fen as weighted
      from ${keptMonths(reach)} t join stages s on s.id = t.stage_id
      where s.type = 'open' or t.month >= ${quarterStart(day)}::date
      union all
      select x.stage_id, 'open', b.month, b.sign * x.count, b.sign * x.total_fen, b.sign * x.weighted_fen
      from ${lateThisMonth(reach, day)} x cross join (values ('overdue', 1), (${months[0]}::text, -1)) as b(month, sign)) m
    group by 1, 2, 3 having sum(count) > 0`);
  return rows.map((row) => ({ stageId: row.stage_id, type: row.type, month: row.month, ...sumOf(row) }));
}

/** How many open deals stand still beyond their stage's threshold, and what they are worth (capped). */
export async function countStuck(ctx: Context, reach: Reach) {
  const { column, values } = parts(reach);
  const [row] = await ctx.db.execute<{ n: string; fen: string }>(sql`
    select count(*) as n, coalesce(sum(total_fen), 0) as fen from (
      select x.total_fen from unnest(${values}) as part(v) cross join stages s cross join lateral (
        select t.total_fen from opportunities t
        where t.${column} = part.v and t.stage_id = s.id and t.deleted_at is null and t.stage_type = 'open'
          and t.last_activity_at < ${ctx.now.toISOString()}::timestamptz - make_interval(days => s.stuck_after_days)
        limit ${countCap + 1}) x
      where s.type = 'open' and s.stuck_after_days is not null limit ${countCap + 1}) capped`);
  return { count: Number(row?.n ?? 0), fen: Number(row?.fen ?? 0) };
}
