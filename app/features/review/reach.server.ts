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

/** The unit asked for, or the first one the person leads; a unit outside what they lead answers 404 like a missing one. */
export async function getReach(ctx: Context, asked: number | null): Promise<Reach> {
  const { ledUnits } = ctx.actor;
  const unitId = asked ?? ledUnits[0] ?? ctx.actor.unitId;
  const [below, above] = await Promise.all([
    ctx.db.execute<Row>(sql`
      select u.id, u.name, u.kind, u.parent_id, d.depth, u.tenant_id, u.id = t.root_unit_id as is_root
      from unit_tree d join units u on u.id = d.descendant_id join tenants t on t.id = u.tenant_id
      where d.ancestor_id = ${unitId} order by u.position, u.name`),
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

/** `t.` rows inside the reach. Whole tenants by tenant, the rest by unit: both are index prefixes. */
export function within(reach: Reach): SQL {
  const ways: SQL[] = [];
  if (reach.tenantIds.length)
    ways.push(sql`t.tenant_id = any(${sql.raw(`'{${reach.tenantIds.join(',')}}'::integer[]`)})`);
  if (reach.unitIds.length) ways.push(sql`t.unit_id = any(${sql.raw(`'{${reach.unitIds.join(',')}}'::integer[]`)})`);
  return sql`(${sql.join(ways, sql` or `)})`;
}

/** Whole tenants one by one, or units one by one: what an ordered scan per part runs over. */
export function parts(reach: Reach): { column: SQL; values: SQL } {
  const [column, ids] = reach.tenantIds.length
    ? (['tenant_id', reach.tenantIds] as const)
    : (['unit_id', reach.unitIds] as const);
  return { column: sql.raw(column), values: sql.raw(`'{${ids.join(',')}}'::integer[]`) };
}
