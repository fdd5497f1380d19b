import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';

export type ReviewUnit = { id: number; name: string; kind: string; parentId: number | null };

/** The part of the organisation under review, as narrow columns the indexes begin with. */
export type Reach = {
  unit: ReviewUnit;
  parents: ReviewUnit[];
  children: ReviewUnit[];
  tenantIds: number[];
  unitIds: number[];
};

type Row = {
  id: number;
  name: string;
  kind: string;
  parent_id: number | null;
  depth: number;
  tenant_id: number;
  is_root: boolean;
};
const unitOf = (row: Row): ReviewUnit => ({ id: row.id, name: row.name, kind: row.kind, parentId: row.parent_id });

/** The number an address asks for, if it can be a unit's. */
export function askedUnit(params: URLSearchParams): number | null {
  const unit = Number.parseInt(params.get('unit') ?? '', 10);
  return Number.isSafeInteger(unit) ? Math.min(Math.abs(unit), 2 ** 31 - 1) : null;
}

/** The unit asked for, or the first one the person leads; a unit outside what they lead answers 404 like a missing one. */
export async function getReach(ctx: Context, asked: number | null): Promise<Reach> {
  const { ledUnits } = ctx.actor;
  const unitId = asked ?? ledUnits[0] ?? ctx.actor.unitId;
  const [below, above] = await Promise.all([
    // the unit, those directly below, the roots of companies, and what lies below outside of these: not 2,000 units of the group
    ctx.db.execute<Row>(sql`
      with whole as materialized (
        select t.id, t.root_unit_id from tenants t
        cross join lateral (select from unit_tree d where d.ancestor_id = ${unitId} and d.descendant_id = t.root_unit_id offset 0) below)
      select u.id, u.name, u.kind, u.parent_id, case when u.id = ${unitId} then 0 when u.parent_id = ${unitId} then 1 else 2 end as depth,
        u.tenant_id, u.id in (select root_unit_id from whole) as is_root
      from units u where u.id = any(array(
        select ${unitId}::integer
        union select id from units where parent_id = ${unitId}
        union select root_unit_id from whole
        union select d.descendant_id from unit_tree d join units o on o.id = d.descendant_id
          where d.ancestor_id = ${unitId} and o.tenant_id <> all(array(select id from whole))
            and (select exists (select 1 from tenants where id <> all(array(select id from whole))))))
      order by u.position, u.name`),
    ctx.db.execute<Row & { led: boolean }>(sql`
      select u.id, u.name, u.kind, u.parent_id, d.depth, u.tenant_id, false as is_root,
        u.id = any(${sql.raw(`'{${ledUnits.join(',')}}'::integer[]`)}) as led
      from unit_tree d join units u on u.id = d.ancestor_id
      where d.descendant_id = ${unitId} order by d.depth desc`),
  ]);
  const ledFrom = above.findIndex((row) => row.led);
  const self = below.find((row) => row.depth === 0);
  if (ledFrom < 0 || !self) throw notFound();
  const tenantIds = below.filter((row) => row.is_root).map((row) => row.tenant_id);
  return {
    unit: unitOf(self),
    parents: above.slice(ledFrom, -1).map(unitOf),
    children: below.filter((row) => row.depth === 1).map(unitOf),
    tenantIds,
    unitIds: below.filter((row) => !tenantIds.includes(row.tenant_id)).map((row) => row.id),
  };
}

const ints = (ids: number[]) => sql.raw(`'{${ids.join(',')}}'::integer[]`);

/** `t.` rows of the companies under review as a whole, whose sums are kept; null when there is none. */
export const ofCompanies = ({ tenantIds }: Reach): SQL | null =>
  tenantIds.length ? sql`t.tenant_id = any(${ints(tenantIds)})` : null;

/** `t.` rows of the units under review that no whole company covers; null when there is none. */
export const ofUnits = ({ unitIds }: Reach): SQL | null =>
  unitIds.length ? sql`t.unit_id = any(${ints(unitIds)})` : null;

/** `t.` rows inside the reach. Whole tenants by tenant, the rest by unit: both are index prefixes. */
export const within = (reach: Reach): SQL =>
  sql`(${sql.join(
    [ofCompanies(reach), ofUnits(reach)].filter((way) => way !== null),
    sql` or `,
  )})`;

/** `t.` rows of one person: of a company under review what lies in it, of a unit what its people own, whosever customers they are. */
export function ofPerson(reach: Reach, id: string): SQL {
  const units = ints([...reach.unitIds, reach.unit.id]);
  const own = sql`t.owner_id = any(array(select id from people where unit_id = any(${units})))`;
  return sql`t.owner_id = ${id}::uuid and (${reach.tenantIds.length ? within(reach) : sql`${own} or ${within(reach)}`})`;
}

/** What the queries there are select, one after the other. */
export const together = (queries: (SQL | null)[]): SQL =>
  sql`(${sql.join(
    queries.filter((query) => query !== null),
    sql` union all `,
  )})`;

/** Whole tenants one by one, or units one by one: what an ordered scan per part runs over. */
export function parts(reach: Reach): { column: SQL; values: SQL } {
  const [column, ids] = reach.tenantIds.length
    ? (['tenant_id', reach.tenantIds] as const)
    : (['unit_id', reach.unitIds] as const);
  return { column: sql.raw(column), values: ints(ids) };
}
