import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { fromLocal, today } from '~/core/dates';
import { type Reach, within } from './reach.server';
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

/** One line per unit directly below the one under review, by whose people own the deals; one without a deal shows as 0. */
export async function reviewByUnit(ctx: Context, reach: Reach, since: string): Promise<ReviewRow[]> {
  if (!reach.children.length) return [];
  const children = sql.raw(`'{${reach.children.map((c) => c.id).join(',')}}'::integer[]`);
  const quarter = quarterStart(today(ctx.now));
  const rows = await ctx.db.execute<Row>(sql`
    with child as (select u.id, u.name, u.position, u.kind from units u where u.id = any(${children})),
    seller as (
      select p.id as owner_id, d.ancestor_id as id from people p
      join unit_tree d on d.descendant_id = p.unit_id and d.ancestor_id = any(${children})),
    open as (
      select w.id, sum(t.count) as n, sum(t.total_fen) as fen, sum(t.weighted_fen) as weighted
      from opportunity_totals t join stages s on s.id = t.stage_id and s.type = 'open' join seller w using (owner_id)
      where ${within(reach)} group by 1),
    closed as (
      select w.id, sum(t.total_fen) filter (where t.stage_type = 'won') as won, sum(t.total_fen) filter (where t.stage_type = 'lost') as lost
      from opportunities t join seller w using (owner_id)
      where ${within(reach)} and t.closed_on >= ${quarter}::date and t.deleted_at is null group by 1),
    changed as (
      select w.id, count(*) as n from opportunity_changes t join seller w using (owner_id)
      where ${within(reach)} and t.at >= ${fromLocal(since).toISOString()} and t.kind <> 'owner' group by 1)
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
  const theirs = reach.tenantIds.length
    ? within(reach)
    : sql`(t.owner_id = any(array(select id from people where unit_id = any(${units}))) or ${within(reach)})`;
  const rows = await ctx.db.execute<Row>(sql`
    with open as (
      select t.owner_id as id, sum(t.count) as n, sum(t.total_fen) as fen, sum(t.weighted_fen) as weighted
      from opportunity_totals t join stages s on s.id = t.stage_id and s.type = 'open'
      where ${theirs} group by 1),
    closed as (
      select t.owner_id as id, sum(t.total_fen) filter (where t.stage_type = 'won') as won, sum(t.total_fen) filter (where t.stage_type = 'lost') as lost
      from opportunities t
      where ${theirs} and t.closed_on >= ${quarterStart(day)}::date and t.deleted_at is null group by 1),
    changed as (
      select t.owner_id as id, count(*) as n from opportunity_changes t
      where ${theirs} and t.at >= ${fromLocal(since).toISOString()} and t.kind <> 'owner' group by 1)
    select p.id::text as key, p.name, coalesce(p.left_on < ${day}::date, false) as has_left, coalesce(o.n, 0) as open_count,
      coalesce(o.fen, 0) as open_fen, coalesce(o.weighted, 0) as weighted_fen, coalesce(k.won, 0) as won_fen,
      coalesce(k.lost, 0) as lost_fen, coalesce(h.n, 0) as changes
    from people p left join open o using (id) left join closed k using (id) left join changed h using (id)
    where o.n > 0 or k.won > 0 or k.lost > 0 or h.n > 0 or ((p.unit_id = any(${units}) or p.tenant_id = any(${companies})) and (p.left_on is null or p.left_on >= ${day}::date)
      and exists (select 1 from role_grants g where g.person_id = p.id and g.role = 'account_manager'))
    order by open_fen desc, p.pinyin, p.id limit 200`);
  return rows.map(rowOf);
}
