import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { addMonths, startOf, today } from '~/core/dates';
import { ofCompanies, ofUnits, type Reach, together, within } from '~/features/review/reach.server';
import type { Category } from '../rules';
import { type ForecastRow, noneAdded, noSums } from '../sums';

type LineRow = {
  unit_id: number;
  child_id: number | null;
  person_id: string | null;
  name: string | null;
  category: Category;
  deals: string;
  one_off: string;
  recurring: string;
  mean: number;
  variance: number;
  people: string;
  added: string;
};

/**
 * What was submitted in the week for the month, a row per unit directly below, per person of the unit itself, and one for
 * what was adjusted for the unit as a whole. Every line falls into exactly one row, so that the rows add up to the unit.
 */
export async function listForecastRows(
  ctx: Context,
  reach: Reach,
  weekOn: string,
  month: string,
): Promise<ForecastRow[]> {
  const self = reach.unit.id;
  const rows = await ctx.db.execute<LineRow>(sql`
    with parts as (
      select t.unit_id, t.owner_id as person_id, t.category, t.deals, t.one_off_fen, t.recurring_fen, t.expected, t.variance, 0::bigint as added
      from forecast_lines t where ${within(reach)} and t.week_on = ${weekOn}::date and t.month = ${month}::date
      union all
      select t.unit_id, t.person_id, t.category, 0, 0, 0, 0, 0, t.to_fen - t.from_fen
      from forecast_adjustments t where ${within(reach)} and t.week_on = ${weekOn}::date and t.month = ${month}::date),
    placed as (
      select p.*, (select u.id from units u join unit_tree d on d.ancestor_id = u.id
        where u.parent_id = ${self} and d.descendant_id = p.unit_id) as child_id from parts p)
    select ${self}::integer as unit_id, s.child_id, s.person_id, coalesce(u.name, p.name) as name, s.category, s.deals, s.one_off, s.recurring,
      s.mean, s.variance, s.people, s.added
    from (
      select child_id, case when child_id is null then person_id end as person_id, category, sum(deals) as deals,
        sum(one_off_fen) as one_off, sum(recurring_fen) as recurring, sum(expected) as mean, sum(variance) as variance,
        count(distinct person_id) as people, sum(added) as added
      from placed group by 1, 2, 3) s
    left join units u on u.id = s.child_id left join people p on p.id = s.person_id
    order by u.position, name, s.child_id, s.person_id`);
  const found = new Map<string, ForecastRow>();
  for (const row of rows) {
    const key = row.child_id !== null ? `u${row.child_id}` : row.person_id !== null ? `p${row.person_id}` : 'self';
    const known = found.get(key) ?? {
      key,
      unitId: row.child_id ?? self,
      personId: row.child_id === null ? row.person_id : null,
      name: row.name ?? reach.unit.name,
      people: 0,
      sums: noSums(),
      added: noneAdded(),
      mean: 0,
      variance: 0,
    };
    const [oneOffFen, recurringFen] = [Number(row.one_off), Number(row.recurring)];
    known.sums[row.category] = {
      deals: Number(row.deals),
      oneOffFen,
      recurringFen,
      totalFen: oneOffFen + recurringFen,
    };
    known.added[row.category] = Number(row.added);
    known.mean += Number(row.mean);
    known.variance += Number(row.variance);
    known.people = Math.max(known.people, Number(row.people));
    found.set(key, known);
  }
  return [...found.values()];
}

type HistoryRow = {
  id: string;
  category: Category;
  from_fen: string;
  to_fen: string;
  why: string;
  at: string;
  by: string | null;
  person: string | null;
  unit: string | null;
  month: string;
};

/** Who changed which number, when, from what to what, and why: the newest first. */
export async function listAdjustments(ctx: Context, reach: Reach, weekOn: string, month: string) {
  const rows = await ctx.db.execute<HistoryRow>(sql`
    select t.id, t.category, t.from_fen, t.to_fen, t.why, t.at, b.name as by, p.name as person, u.name as unit, t.month::text
    from forecast_adjustments t left join people b on b.id = t.owner_id left join people p on p.id = t.person_id
      left join units u on u.id = t.unit_id
    where ${within(reach)} and t.week_on = ${weekOn}::date and t.month = ${month}::date order by t.at desc, t.id desc limit 30`);
  return rows.map((row) => ({
    id: row.id,
    month: row.month,
    category: row.category,
    fromFen: Number(row.from_fen),
    toFen: Number(row.to_fen),
    why: row.why,
    at: new Date(row.at).toISOString(),
    by: row.by,
    who: row.person ?? row.unit,
  }));
}
export type Adjustment = Awaited<ReturnType<typeof listAdjustments>>[number];

/** What was frozen before each of the last six months began, or in its first week, beside what was won in it. */
export async function listTested(ctx: Context, reach: Reach) {
  const month = startOf(today(ctx.now), 'month');
  const [companies, units] = [ofCompanies(reach), ofUnits(reach)];
  const won = together([
    companies &&
      sql`select t.starts_on as month, t.total_fen from opportunity_sums t where ${companies} and t.part = 'company_month'
        and t.stage_id = any(array(select id from stages where type = 'won')) and t.starts_on = any(m.months)`,
    units &&
      sql`select t.month, t.total_fen from opportunity_months t where ${units}
        and t.stage_id = any(array(select id from stages where type = 'won')) and t.month = any(m.months)`,
  ]);
  const rows = await ctx.db.execute<{
    month: string;
    commit_fen: string | null;
    expected: string | null;
    actual: string;
  }>(sql`
    with m as (select array(select g::date from generate_series(${addMonths(month, -6)}::date, ${addMonths(month, -1)}::date, interval '1 month') g) as months),
    weeks as (
      select s.month::date as month, (select max(t.week_on) from forecast_lines t
        where ${within(reach)} and t.month = s.month::date and t.week_on between s.month::date - 28 and s.month::date + 6) as week_on
      from m cross join unnest(m.months) as s(month)),
    frozen as (
      select w.month, sum(x.fen) as commit_fen, sum(x.expected) as expected from weeks w cross join lateral (
        select case when t.category in ('closed', 'commit') then t.one_off_fen + t.recurring_fen else 0 end as fen, t.expected
        from forecast_lines t where ${within(reach)} and t.week_on = w.week_on and t.month = w.month
        union all
        select t.to_fen - t.from_fen, 0 from forecast_adjustments t where ${within(reach)} and t.week_on = w.week_on and t.month = w.month
          and t.category in ('closed', 'commit')) x
      group by 1),
    came as (select x.month, sum(x.total_fen) as fen from m cross join lateral ${won} x group by 1)
    select w.month::text, f.commit_fen, f.expected, coalesce(c.fen, 0) as actual
    from weeks w join frozen f on f.month = w.month left join came c on c.month = w.month order by 1`);
  return rows.map((row) => ({
    month: row.month,
    commitFen: Number(row.commit_fen),
    expectedFen: Math.round(Number(row.expected)),
    actualFen: Number(row.actual),
  }));
}
