import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { fromLocal, today } from '~/core/dates';
import { changesSince } from './changes.server';
import { ofCompanies, ofUnits, type Reach, together, within } from './reach.server';
import { quarterStart } from './rules';

export type ReviewRow = {
  /** Unit id or person id. */
  key: string;
  name: string;
  hasLeft: boolean;
  openCount: number;
  openFen: number;
  weightedFen: number;
  wonFen: number;
  lostFen: number;
  changes: number;
  /** Put off since the day looked back to. */
  slipped: number;
  /** Open deals that stand still; where there are too many to count, at least so many. */
  stuck: number;
  isCapped: boolean;
};

type Row = {
  key: string;
  name: string;
  has_left: boolean;
  open_count: string;
  open_fen: string;
  weighted_fen: string;
  won_fen: string;
  lost_fen: string;
  changes: string;
  slipped: string;
  stuck: string;
  most: string | null;
};

const rowOf = (row: Row): ReviewRow => ({
  key: String(row.key),
  name: row.name,
  hasLeft: row.has_left,
  openCount: Number(row.open_count),
  openFen: Number(row.open_fen),
  weightedFen: Number(row.weighted_fen),
  wonFen: Number(row.won_fen),
  lostFen: Number(row.lost_fen),
  changes: Number(row.changes),
  slipped: Number(row.slipped),
  stuck: Number(row.stuck),
  isCapped: Number(row.most) >= stuckCap,
});

/** So many stuck deals of one stage of one company or unit are counted at most: who has more has too many. */
const stuckCap = 300;

/** How many of the open deals of some line stand still beyond their stage's threshold, as a lateral `n`. */
const stuckOf = (ctx: Context, whose: SQL, most: number | null) => sql`lateral (
  select coalesce(sum(y.n), 0) as n, max(y.n) as most from stages s cross join lateral (
    select count(*) as n from (
      select from opportunities t
      where ${whose} and t.stage_id = s.id and t.deleted_at is null and t.stage_type = 'open'
        and t.last_activity_at < ${ctx.now.toISOString()}::timestamptz - make_interval(days => s.stuck_after_days)
      limit ${most}) z) y
  where s.type = 'open' and s.stuck_after_days is not null)`;

/** How often the deals of some line were put off since a day, as a lateral `n`. */
const slipsOf = (since: string, whose: SQL) => sql`lateral (
  select count(*) as n from opportunity_changes t
  where ${whose} and t.at >= ${fromLocal(since).toISOString()} and t.effect = 'slipped')`;

/** Won and lost of this quarter by owner: of companies from kept sums, of units counted. */
function closedByOwner(reach: Reach, day: string, sellers: SQL) {
  const [companies, units] = [ofCompanies(reach), ofUnits(reach)];
  const quarter = quarterStart(day);
  return together([
    companies &&
      sql`select t.seller_id as owner_id, case when s.type = 'won' then t.total_fen end as won, case when s.type = 'lost' then t.total_fen end as lost
        from opportunity_sums t join stages s on s.id = t.stage_id
        where ${companies} and t.part = 'seller_month' and t.starts_on >= ${quarter}::date and ${sellers}
          and t.stage_id = any(array(select id from stages where type in ('won', 'lost')))`,
    units &&
      sql`select t.owner_id, case when t.stage_type = 'won' then t.total_fen end as won, case when t.stage_type = 'lost' then t.total_fen end as lost
        from opportunities t where ${units} and t.closed_on >= ${quarter}::date and t.deleted_at is null`,
  ]);
}

/** How many changes there were since a day by owner, in the same two ways. */
function changesByOwner(reach: Reach, since: string, sellers: SQL) {
  const [companies, units] = [ofCompanies(reach), ofUnits(reach)];
  return together([
    companies &&
      sql`select t.seller_id as owner_id, t.count as n from ${changesSince(since, 'seller', sql`${companies} and ${sellers}`)} t`,
    units &&
      sql`select t.owner_id, 1 as n from opportunity_changes t
        where ${units} and t.at >= ${fromLocal(since).toISOString()} and t.kind <> 'owner'`,
  ]);
}

/**
 * One line per unit directly below the one under review, by whose people own the deals; one without a deal shows as 0.
 * People of a company that lies below such a unit as a whole are not asked for one by one.
 */
export async function reviewByUnit(ctx: Context, reach: Reach, since: string): Promise<ReviewRow[]> {
  if (!reach.children.length) return [];
  const children = sql.raw(`'{${reach.children.map((c) => c.id).join(',')}}'::integer[]`);
  const companies = ofCompanies(reach) ?? sql`false`;
  const day = today(ctx.now);
  const others = sql`t.seller_tenant_id = any(array(select distinct tenant_id from seller))`;
  const rows = await ctx.db.execute<Row>(sql`
    with child as (select u.id, u.name, u.position, u.kind from units u where u.id = any(${children})),
    company as materialized (
      select t.id as seller_tenant_id, d.ancestor_id as id from tenants t
      join unit_tree d on d.descendant_id = t.root_unit_id and d.ancestor_id = any(${children})),
    seller as materialized (
      select p.id as owner_id, p.tenant_id, d.ancestor_id as id from people p
      join unit_tree d on d.descendant_id = p.unit_id and d.ancestor_id = any(${children})
      where p.tenant_id <> all(array(select seller_tenant_id from company))),
    kept as materialized (
      select w.id, s.type, t.starts_on as month, sum(t.count) as n, sum(t.total_fen) as fen, sum(t.weighted_fen) as weighted
      from opportunity_sums t join stages s on s.id = t.stage_id join company w using (seller_tenant_id)
      where ${companies} and t.part = 'company_month' and s.type <> 'on_hold' group by 1, 2, 3),
    open as (
      select id, sum(n) as n, sum(fen) as fen, sum(weighted) as weighted from (
        select id, n, fen, weighted from kept where type = 'open'
        union all
        select w.id, t.count, t.total_fen, t.weighted_fen from seller w cross join lateral (
          select t.* from opportunity_totals t where t.owner_id = w.owner_id and ${within(reach)} offset 0) t
        join stages s on s.id = t.stage_id and s.type = 'open') o
      group by 1),
    closed as (
      select id, sum(won) as won, sum(lost) as lost from (
        select id, case when type = 'won' then fen end as won, case when type = 'lost' then fen end as lost
        from kept where type <> 'open' and month >= ${quarterStart(day)}::date
        union all
        select w.id, c.won, c.lost from ${closedByOwner(reach, day, others)} c join seller w using (owner_id)) c
      group by 1),
    changed as (
      select id, sum(n) as n from (
        select w.id, t.count as n from ${changesSince(since, 'company', companies)} t join company w using (seller_tenant_id)
        union all
        select w.id, c.n from ${changesByOwner(reach, since, others)} c join seller w using (owner_id)) h
      group by 1),
    slid as (
      select id, sum(n) as n from (
        select w.id, t.count as n from ${changesSince(since, 'company', companies)} t join company w using (seller_tenant_id)
        where t.effect = 'slipped'
        union all
        select w.id, x.n from seller w cross join ${slipsOf(since, sql`t.owner_id = w.owner_id and ${within(reach)}`)} x) s
      group by 1),
    below as (
      select d.ancestor_id as id, d.descendant_id as unit_id from unit_tree d join units u on u.id = d.descendant_id
      where d.ancestor_id = any(${children}) and u.tenant_id <> all(array(select seller_tenant_id from company))),
    still as (
      select id, sum(n) as n, max(most) as most from (
        select w.id, x.n, x.most from company w cross join ${stuckOf(ctx, sql`t.tenant_id = w.seller_tenant_id`, stuckCap)} x
        union all
        select w.id, x.n, x.most from below w cross join ${stuckOf(ctx, sql`t.unit_id = w.unit_id`, stuckCap)} x) s
      group by 1)
    select c.id::text as key, c.name, false as has_left, coalesce(o.n, 0) as open_count, coalesce(o.fen, 0) as open_fen,
      coalesce(o.weighted, 0) as weighted_fen, coalesce(k.won, 0) as won_fen, coalesce(k.lost, 0) as lost_fen, coalesce(h.n, 0) as changes,
      coalesce(d.n, 0) as slipped, coalesce(q.n, 0) as stuck, q.most
    from child c left join open o using (id) left join closed k using (id) left join changed h using (id) left join slid d using (id)
      left join still q using (id)
    where c.kind <> 'department' or o.n > 0 or k.won > 0 or k.lost > 0 or h.n > 0
    order by open_fen desc, c.position, c.name`);
  return rows.map(rowOf);
}

/** One line per person of the units under review: those with deals and those without, leavers with deals marked. */
export async function reviewByPerson(ctx: Context, reach: Reach, since: string): Promise<ReviewRow[]> {
  const units = sql.raw(`'{${[...reach.unitIds, reach.unit.id].join(',')}}'::integer[]`);
  const companies = sql.raw(`'{${reach.tenantIds.join(',')}}'::integer[]`);
  const day = today(ctx.now);
  // of a unit: what its people own, whosever customers they are; of a company both are the same
  const whole = reach.tenantIds.length > 0;
  const theirs = whole
    ? within(reach)
    : sql`(t.owner_id = any(array(select id from people where unit_id = any(${units}))) or ${within(reach)})`;
  const closed = whole
    ? closedByOwner(reach, day, sql`true`)
    : sql`(select t.owner_id, case when t.stage_type = 'won' then t.total_fen end as won, case when t.stage_type = 'lost' then t.total_fen end as lost
      from opportunities t where ${theirs} and t.closed_on >= ${quarterStart(day)}::date and t.deleted_at is null)`;
  const changed = whole
    ? changesByOwner(reach, since, sql`true`)
    : sql`(select t.owner_id, 1 as n from opportunity_changes t
      where ${theirs} and t.at >= ${fromLocal(since).toISOString()} and t.kind <> 'owner')`;
  const rows = await ctx.db.execute<Row>(sql`
    with open as (
      select t.owner_id as id, sum(t.count) as n, sum(t.total_fen) as fen, sum(t.weighted_fen) as weighted
      from opportunity_totals t join stages s on s.id = t.stage_id and s.type = 'open'
      where ${theirs} group by 1),
    closed as (select owner_id as id, sum(won) as won, sum(lost) as lost from ${closed} c group by 1),
    changed as (select owner_id as id, sum(n) as n from ${changed} c group by 1),
    shown as (select p.id, p.id::text as key, p.name, coalesce(p.left_on < ${day}::date, false) as has_left, coalesce(o.n, 0) as open_count,
      coalesce(o.fen, 0) as open_fen, coalesce(o.weighted, 0) as weighted_fen, coalesce(k.won, 0) as won_fen,
      coalesce(k.lost, 0) as lost_fen, coalesce(h.n, 0) as changes, p.pinyin
    from people p left join open o using (id) left join closed k using (id) left join changed h using (id)
    where o.n > 0 or k.won > 0 or k.lost > 0 or h.n > 0 or ((p.unit_id = any(${units}) or p.tenant_id = any(${companies})) and (p.left_on is null or p.left_on >= ${day}::date)
      and exists (select 1 from role_grants g where g.person_id = p.id and g.role = 'account_manager'))
    order by open_fen desc, p.pinyin, p.id limit 200)
    select w.*, y.n as slipped, x.n as stuck, null as most from shown w cross join ${slipsOf(since, sql`t.owner_id = w.id and ${theirs}`)} y cross join ${stuckOf(ctx, sql`t.owner_id = w.id`, null)} x
    order by w.open_fen desc, w.pinyin, w.id`);
  return rows.map(rowOf);
}
