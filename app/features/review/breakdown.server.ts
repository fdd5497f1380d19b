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
});

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
      group by 1)
    select c.id::text as key, c.name, false as has_left, coalesce(o.n, 0) as open_count, coalesce(o.fen, 0) as open_fen,
      coalesce(o.weighted, 0) as weighted_fen, coalesce(k.won, 0) as won_fen, coalesce(k.lost, 0) as lost_fen, coalesce(h.n, 0) as changes
    from child c left join open o using (id) left join closed k using (id) left join changed h using (id)
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
    changed as (select owner_id as id, sum(n) as n from ${changed} c group by 1)
    select p.id::text as key, p.name, coalesce(p.left_on < ${day}::date, false) as has_left, coalesce(o.n, 0) as open_count,
      coalesce(o.fen, 0) as open_fen, coalesce(o.weighted, 0) as weighted_fen, coalesce(k.won, 0) as won_fen,
      coalesce(k.lost, 0) as lost_fen, coalesce(h.n, 0) as changes
    from people p left join open o using (id) left join closed k using (id) left join changed h using (id)
    where o.n > 0 or k.won > 0 or k.lost > 0 or h.n > 0 or ((p.unit_id = any(${units}) or p.tenant_id = any(${companies})) and (p.left_on is null or p.left_on >= ${day}::date)
      and exists (select 1 from role_grants g where g.person_id = p.id and g.role = 'account_manager'))
    order by open_fen desc, p.pinyin, p.id limit 200`);
  return rows.map(rowOf);
}
