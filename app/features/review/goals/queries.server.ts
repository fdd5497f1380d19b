import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import type { Reach } from '../reach.server';
import { lastDay, type Period, type Progress } from './rules';

export type Target = Progress & {
  kind: 'unit' | 'person';
  /** Unit id or person id. */
  key: string;
  name: string;
  version: number;
};

type Row = {
  key: string;
  name: string;
  goal: number | null;
  version: number | null;
  won: number | null;
  due: number | null;
  weighted: number | null;
};
const targetOf =
  (kind: Target['kind']) =>
  (row: Row): Target => ({
    kind,
    key: row.key,
    name: row.name,
    goalFen: row.goal === null ? null : Number(row.goal),
    version: row.version ?? 0,
    wonFen: Number(row.won ?? 0),
    openFen: Number(row.due ?? 0),
    weightedFen: Number(row.weighted ?? 0),
  });

const ints = (ids: number[]) => sql.raw(`'{${ids.join(',')}}'::integer[]`);

/** A unit and those directly below it, in the order of the organisation: from kept sums of the deals of their customers. */
export async function listUnitTargets(ctx: Context, reach: Reach, period: Period): Promise<Target[]> {
  const ids = [reach.unit.id, ...reach.children.map(({ id }) => id)];
  const end = lastDay(period);
  const counted = sql`(s.type = 'won' and x.month >= ${period.startsOn}::date and x.month <= ${end}::date
    or s.type = 'open' and x.month > '1970-01-01' and x.month <= ${end}::date)`;
  const rows = await ctx.db.execute<Row>(sql`
    with child as materialized (select u.id, u.name, u.position, u.kind from units u where u.id = any(${ints(ids)})),
    company as materialized (
      select c.id, t.id as tenant_id from child c join unit_tree d on d.ancestor_id = c.id join tenants t on t.root_unit_id = d.descendant_id),
    part as materialized (
      select c.id, d.descendant_id as unit_id from child c join unit_tree d on d.ancestor_id = c.id join units u on u.id = d.descendant_id
      where not exists (select from company w where w.id = c.id and w.tenant_id = u.tenant_id)),
    x as (
      select w.id, k.stage_id, k.starts_on as month, k.total_fen as fen, k.weighted_fen as weighted
      from company w join opportunity_sums k on k.tenant_id = w.tenant_id and k.part = 'company_month'
      union all
      select p.id, m.stage_id, m.month, m.total_fen, m.weighted_fen from part p join opportunity_months m on m.unit_id = p.unit_id),
    sums as (
      select x.id, sum(x.fen) filter (where s.type = 'won') as won, sum(x.fen) filter (where s.type = 'open') as due,
        sum(x.weighted) filter (where s.type = 'open') as weighted
      from x join stages s on s.id = x.stage_id where ${counted} group by 1)
    select c.id::text as key, c.name, g.total_fen as goal, g.version, n.won, n.due, n.weighted
    from child c left join sums n using (id)
    left join goals g on g.unit_id = c.id and g.person_id is null and g.length = ${period.length} and g.starts_on = ${period.startsOn}::date
    where c.kind <> 'department' or g.id is not null or n.won > 0 or n.due > 0
    order by (c.id <> ${reach.unit.id}), c.position, c.name`);
  return rows.map(targetOf('unit'));
}

/** Account managers of one unit by name, never by success: from the deals they own. `only` is one of them, wherever they are. */
export async function listPersonTargets(
  ctx: Context,
  whose: { unitId: number } | { personId: string },
  period: Period,
): Promise<Target[]> {
  const end = lastDay(period);
  const who =
    'unitId' in whose
      ? sql`p.unit_id = ${whose.unitId} and (p.left_on is null or p.left_on >= ${today(ctx.now)}::date)`
      : sql`p.id = ${whose.personId}`;
  const rows = await ctx.db.execute<Row>(sql`
    select p.id::text as key, p.name, g.total_fen as goal, g.version, w.won, o.due, o.weighted
    from people p
    left join goals g on g.person_id = p.id and g.length = ${period.length} and g.starts_on = ${period.startsOn}::date
    cross join lateral (
      select sum(t.total_fen) as won from opportunities t where t.owner_id = p.id and t.deleted_at is null
        and t.stage_id = any(array(select id from stages where type = 'won')) and t.closed_on between ${period.startsOn}::date and ${end}::date) w
    cross join lateral (
      select sum(t.total_fen) as due, sum(t.total_fen * t.probability / 100) as weighted from opportunities t
      where t.owner_id = p.id and t.deleted_at is null and t.stage_type = 'open' and t.expected_close_on <= ${end}::date) o
    where ${who} and exists (select from role_grants r where r.person_id = p.id and r.role = 'account_manager')
    order by p.pinyin, p.id limit 200`);
  return rows.map(targetOf('person'));
}
