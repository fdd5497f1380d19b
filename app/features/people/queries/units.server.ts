import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { people, roleGrants, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { headRoles, type UnitKind } from '../rules';
import { peopleInReach, unitsInReach } from './reach.server';

export type UnitRow = {
  id: number;
  parentId: number | null;
  name: string;
  kind: UnitKind;
  tenantId: number;
  closedAt: Date | null;
  version: number;
};

export const listUnits = (ctx: Context): Promise<UnitRow[]> =>
  ctx.db
    .select({
      id: units.id,
      parentId: units.parentId,
      name: units.name,
      kind: units.kind,
      tenantId: units.tenantId,
      closedAt: units.closedAt,
      version: units.version,
    })
    .from(units)
    .where(unitsInReach(ctx))
    .orderBy(asc(units.position), asc(units.name), asc(units.id));

/** Units the actor leads in the active role, with everything below them; closed ones only when asked for. */
export const listLedUnits = async (ctx: Context, { closed = false } = {}) => {
  const all = await listUnits(ctx);
  const led = new Set(ctx.actor.ledUnits);
  for (let grown = -1; grown !== led.size; ) {
    grown = led.size;
    for (const unit of all) if (unit.parentId !== null && led.has(unit.parentId)) led.add(unit.id);
  }
  return all.filter((unit) => led.has(unit.id) && (closed || !unit.closedAt));
};

/** How many work in each unit itself. */
export async function countPeopleByUnit(ctx: Context): Promise<Map<number, number>> {
  const rows = await ctx.db
    .select({ unitId: people.unitId, n: sql<number>`count(*)::int` })
    .from(people)
    .where(and(peopleInReach(ctx), sql`(${people.leftOn} is null or ${people.leftOn} >= ${today(ctx.now)})`))
    .groupBy(people.unitId);
  return new Map(rows.map((row) => [row.unitId, row.n]));
}

export type Head = { unitId: number; personId: string; name: string };

/** Who leads which unit. */
export const listHeads = (ctx: Context): Promise<Head[]> =>
  ctx.db
    .select({ unitId: roleGrants.unitId, personId: people.id, name: people.name })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .where(
      and(
        inArray(roleGrants.role, [...headRoles]),
        peopleInReach(ctx),
        sql`(${people.leftOn} is null or ${people.leftOn} >= ${today(ctx.now)})`,
      ),
    )
    .orderBy(asc(people.pinyin));
