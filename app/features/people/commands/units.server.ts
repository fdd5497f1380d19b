import { and, eq, sql } from 'drizzle-orm';
import { units } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { numberedId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '../history.server';
import { leadsUnit, unitsInReach } from '../queries/reach.server';
import { kindsBelow, type UnitKind } from '../rules';

export type Unit = typeof units.$inferSelect;

/** A unit for whoever administers it: 404 when unseen, 403 when not led. */
export async function managedUnit(ctx: Context, id: number): Promise<Unit> {
  const [unit] = await ctx.db
    .select()
    .from(units)
    .where(and(eq(units.id, id), unitsInReach(ctx)));
  if (!unit) throw notFound();
  requirePermission(ctx.actor, 'people.manage');
  if (!(await leadsUnit(ctx, id))) throw forbidden('people.manage');
  return unit;
}

export const unitSubject = (unit: { id: number; tenantId: number }) => ({
  kind: 'unit' as const,
  id: numberedId(unit.id),
  tenantId: unit.tenantId,
  unitId: unit.id,
});

/** A company of its own is a tenant and is set up by hand: a group's province cannot be added here. */
const addable = (parent: Unit, kind: UnitKind) => kind !== 'province' && kindsBelow[parent.kind].includes(kind);

export const addUnit = (
  ctx: Context,
  input: { parentId: number; kind: UnitKind; name: string },
): Promise<Result<{ id: number }>> =>
  inTransaction(ctx, async (ctx) => {
    const parent = await managedUnit(ctx, input.parentId);
    if (parent.closedAt) return refused('unit.is_closed');
    if (!addable(parent, input.kind)) return refused('invalid', { fields: { kind: 'unit.kind_not_here' } });
    if (await nameTaken(ctx, parent.id, input.name)) return refused('invalid', { fields: { name: 'unit.name_taken' } });
    const [unit] = await ctx.db
      .insert(units)
      .values({ tenantId: parent.tenantId, parentId: parent.id, kind: input.kind, name: input.name })
      .returning({ id: units.id, tenantId: units.tenantId });
    await record(ctx, 'unit.created', unitSubject(unit!), { after: { name: input.name, kind: input.kind } });
    return ok({ id: unit!.id });
  });

export const renameUnit = (ctx: Context, input: { id: number; name: string; version: number }): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const unit = await managedUnit(ctx, input.id);
    if (unit.name === input.name) return ok(null);
    if (unit.version !== input.version) return stale(ctx, unitSubject(unit).id);
    if (unit.parentId !== null && (await nameTaken(ctx, unit.parentId, input.name)))
      return refused('invalid', { fields: { name: 'unit.name_taken' } });
    await ctx.db
      .update(units)
      .set({ name: input.name, version: unit.version + 1 })
      .where(eq(units.id, unit.id));
    await record(ctx, 'unit.renamed', unitSubject(unit), { before: { name: unit.name }, after: { name: input.name } });
    return ok(null);
  });

/** Whether a unit straight below has the name. */
export async function nameTaken(ctx: Context, parentId: number, name: string) {
  const [same] = await ctx.db
    .select({ id: units.id })
    .from(units)
    .where(and(eq(units.parentId, parentId), sql`lower(${units.name}) = lower(${name})`))
    .limit(1);
  return same !== undefined;
}
