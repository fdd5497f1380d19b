import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { fromLocal, startOf, today } from '~/core/dates';
import { countCap } from '~/core/paging';
import type { StageType } from '~/features/opportunities/rules';
import { parts, type Reach, within } from './reach.server';
import { type ChangeSums, quarterStart, reviewMonths } from './rules';

type Sum = { count: number; fen: number; weightedFen: number };
type SumRow = { count: string | number; fen: string | number; weighted: string | number };
const sumOf = (row: SumRow): Sum => ({
  count: Number(row.count),
  fen: Number(row.fen),
  weightedFen: Number(row.weighted),
});

/** Open, weighted and closed sums per stage type: read from the kept totals. */
export async function sumsByStage(ctx: Context, reach: Reach) {
  const rows = await ctx.db.execute<SumRow & { stage_id: number; type: StageType }>(sql`
    select t.stage_id, s.type, sum(t.count) as count, sum(t.total_fen) as fen, sum(t.weighted_fen) as weighted
    from opportunity_totals t join stages s on s.id = t.stage_id
    where ${within(reach)} group by t.stage_id, s.type`);
  return rows.map((row) => ({ stageId: row.stage_id, type: row.type, ...sumOf(row) }));
}

/** Open deals due between the first of this month and yesterday: few, while whole months are kept as sums. */
function lateThisMonth(reach: Reach, day: string) {
  const { column, values } = parts(reach);
  return sql`unnest(${values}) as part(v) cross join lateral (
    select t.stage_id, t.total_fen, t.total_fen * t.probability / 100 as weighted_fen from opportunities t
    where t.${column} = part.v and t.expected_close_on >= ${startOf(day, 'month')}::date and t.expected_close_on < ${day}::date
      and t.deleted_at is null and t.stage_type = 'open') x`;
}

/**
 * Open sums by stage and month of expected closing: `overdue` gathers the days before today, this month's too, `none`
 * has no date, `later` is beyond the columns. Closed ones by month of this quarter.
 */
export async function sumsByMonth(ctx: Context, reach: Reach) {
  const day = today(ctx.now);
  const months = reviewMonths(day);
  const rows = await ctx.db.execute<SumRow & { stage_id: number; type: StageType; month: string }>(sql`
    select stage_id, type, month, sum(count) as count, sum(total_fen) as fen, sum(weighted_fen) as weighted from (
      select t.stage_id, s.type::text as type, case when s.type <> 'open' then t.month::text
          when t.month = '1970-01-01' then 'none' when t.month < ${months[0]}::date then 'overdue'
          when t.month > ${months.at(-1)}::date then 'later' else t.month::text end as month,
        t.count, t.total_fen, t.weighted_fen
      from opportunity_months t join stages s on s.id = t.stage_id
      where ${within(reach)} and (s.type = 'open' or t.month >= ${quarterStart(day)}::date)
      union all
      select x.stage_id, 'open', b.month, b.sign, b.sign * x.total_fen, b.sign * x.weighted_fen
      from ${lateThisMonth(reach, day)} cross join (values ('overdue', 1), (${months[0]}::text, -1)) as b(month, sign)) m
    group by 1, 2, 3 having sum(count) > 0`);
  return rows.map((row) => ({ stageId: row.stage_id, type: row.type, month: row.month, ...sumOf(row) }));
}

const groupOf = sql.raw(`case
  when c.kind = 'created' then 'new'
  when c.kind = 'restored' then 'reopened'
  when c.kind = 'deleted' then 'removed'
  when c.kind = 'amount' then case when c.to_total_fen >= c.from_total_fen then 'up' else 'down' end
  when c.kind = 'close_date' then case when c.to_close_on > c.from_close_on then 'slipped' else 'pulled_in' end
  when c.kind = 'moved' then case
    when ts.type = 'won' then 'won' when ts.type = 'lost' then 'lost' when ts.type = 'on_hold' then 'held'
    when fs.type <> 'open' then 'reopened'
    when ts.position > fs.position then 'forward' else 'back' end
  end`);
// A change that does not say what the deal was worth then: what the one before it said, else what the deal is worth now.
const amountOf = sql.raw(`coalesce(
  case when c.kind = 'amount' then abs(c.to_total_fen - c.from_total_fen) else coalesce(c.to_total_fen, c.from_total_fen,
    (select h.to_total_fen from opportunity_changes h where h.tenant_id = c.tenant_id and h.opportunity_id = c.opportunity_id
      and h.at <= c.at and h.to_total_fen is not null order by h.at desc limit 1),
    (select o.total_fen from opportunities o where o.tenant_id = c.tenant_id and o.id = c.opportunity_id)) end, 0)`);
const changesFrom = sql`opportunity_changes c
  join opportunities o on o.tenant_id = c.tenant_id and o.id = c.opportunity_id
  left join stages fs on fs.id = c.from_stage_id left join stages ts on ts.id = c.to_stage_id`;
// A move out of won, lost or on hold into another closed stage was not open before, nor does it count when it never was.
const matters = sql.raw(`c.kind <> 'owner' and not (c.kind = 'moved' and fs.type <> 'open' and ts.type <> 'open')
  and not (c.kind in ('deleted', 'restored', 'amount') and coalesce(fs.type, ts.type, 'open') <> 'open')`);

/** What happened since a day, counted and summed by group. */
export async function sumChanges(ctx: Context, reach: Reach, since: string): Promise<ChangeSums> {
  const rows = await ctx.db.execute<{ group: keyof ChangeSums; count: string; fen: string }>(sql`
    with t as (select * from opportunity_changes t where ${within(reach)} and t.at >= ${fromLocal(since).toISOString()})
    select ${groupOf} as "group", count(*) as count, sum(${amountOf}) as fen
    from t c
    left join stages fs on fs.id = c.from_stage_id left join stages ts on ts.id = c.to_stage_id
    where ${matters} group by 1`);
  return Object.fromEntries(rows.map((row) => [row.group, { count: Number(row.count), fen: Number(row.fen) }]));
}

export type ReviewChange = {
  id: string;
  group: string;
  at: string;
  opportunityId: string;
  title: string;
  accountName: string;
  ownerName: string | null;
  byName: string | null;
  fromStageId: number | null;
  toStageId: number | null;
  fromFen: number | null;
  toFen: number | null;
  fromCloseOn: string | null;
  toCloseOn: string | null;
  totalFen: number;
  note: string | null;
};

/** The latest changes since a day, newest first; `groups` narrows to kinds of change. */
export async function listChanges(
  ctx: Context,
  reach: Reach,
  since: string,
  groups: readonly string[],
  limit = 50,
): Promise<ReviewChange[]> {
  const { column, values } = parts(reach);
  const wanted = groups.length
    ? sql`and ${groupOf} in (${sql.join(
        groups.map((g) => sql`${g}`),
        sql`, `,
      )})`
    : sql``;
  const rows = await ctx.db.execute<Record<string, string | null>>(sql`
    select c.* from unnest(${values}) as part(v) cross join lateral (
      select c.id, c.at, ${groupOf} as "group", c.opportunity_id, o.title, a.name as account_name, p.name as owner_name, b.name as by_name,
        c.from_stage_id, c.to_stage_id, c.from_total_fen, c.to_total_fen, c.from_close_on::text, c.to_close_on::text, o.total_fen, c.note
      from ${changesFrom}
      join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
      left join people p on p.id = o.owner_id left join people b on b.id = c.by_id
      where c.${column} = part.v and c.at >= ${fromLocal(since).toISOString()} and ${matters} ${wanted}
      order by c.at desc limit ${limit}) c
    order by c.at desc limit ${limit}`);
  const num = (text: string | null | undefined) => (text === null || text === undefined ? null : Number(text));
  return rows.map((r) => ({
    id: r.id!,
    group: r.group ?? '',
    at: new Date(r.at!).toISOString(),
    opportunityId: r.opportunity_id!,
    title: r.title!,
    accountName: r.account_name!,
    ownerName: r.owner_name ?? null,
    byName: r.by_name ?? null,
    fromStageId: num(r.from_stage_id),
    toStageId: num(r.to_stage_id),
    fromFen: num(r.from_total_fen),
    toFen: num(r.to_total_fen),
    fromCloseOn: r.from_close_on ?? null,
    toCloseOn: r.to_close_on ?? null,
    totalFen: Number(r.total_fen),
    note: r.note ?? null,
  }));
}

/** How many open deals stand still beyond their stage's threshold (capped), and how many are past their date. */
export async function countTroubles(ctx: Context, reach: Reach) {
  const { column, values } = parts(reach);
  const day = today(ctx.now);
  const [stuck, overdue] = await Promise.all([
    ctx.db.execute<{ n: string; fen: string }>(sql`
      select count(*) as n, coalesce(sum(total_fen), 0) as fen from (
        select x.total_fen from unnest(${values}) as part(v) cross join stages s cross join lateral (
          select t.total_fen from opportunities t
          where t.${column} = part.v and t.stage_id = s.id and t.deleted_at is null and t.stage_type = 'open'
            and t.last_activity_at < ${ctx.now.toISOString()}::timestamptz - make_interval(days => s.stuck_after_days)
          limit ${countCap + 1}) x
        where s.type = 'open' and s.stuck_after_days is not null limit ${countCap + 1}) capped`),
    // the months before this one are kept, the days of this one are few
    ctx.db.execute<{ n: string; fen: string }>(sql`
      select coalesce(sum(n), 0) as n, coalesce(sum(fen), 0) as fen from (
        select t.count as n, t.total_fen as fen from opportunity_months t join stages s on s.id = t.stage_id
        where ${within(reach)} and s.type = 'open' and t.month < ${startOf(day, 'month')}::date and t.month > '1970-01-01'
        union all
        select 1, x.total_fen from ${lateThisMonth(reach, day)}) late`),
  ]);
  const of = (row?: { n: string; fen: string }) => ({ count: Number(row?.n ?? 0), fen: Number(row?.fen ?? 0) });
  return { stuck: of(stuck[0]), overdue: of(overdue[0]) };
}
