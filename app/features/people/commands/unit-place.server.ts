import { and, eq, sql } from 'drizzle-orm';
import { units } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '../history.server';
import { below, leadsUnit, unitsInReach } from '../queries/reach.server';
import { standingIn } from '../queries/standing.server';
import { isCompanyTop, kindsBelow } from '../rules';
import { managedUnit, nameTaken, type Unit, unitSubject } from './units.server';

type Asked = { id: number; version: number };

/** The unit for a command that changes its place; moves wait for one another, and for who is just being put into it. */
async function lockUnit(ctx: Context, id: number): Promise<Unit> {
  await managedUnit(ctx, id);
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('units', 0))`);
  const [unit] = await ctx.db.select().from(units).where(eq(units.id, id)).for('update');
  return unit!;
}

const save = (ctx: Context, unit: Unit, values: Partial<Unit>) =>
  ctx.db
    .update(units)
    .set({ ...values, version: unit.version + 1 })
    .where(eq(units.id, unit.id));

const atParent = (message: string) => refused('invalid', { fields: { parentId: message } });

/** Puts a unit, with all below it, under another of its company. Whoever leads either sees what is theirs from now on. */
export const moveUnit = (
  ctx: Context,
  { id, parentId, version }: Asked & { parentId: number },
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const unit = await lockUnit(ctx, id);
    if (unit.parentId === parentId) return ok(null);
    if (unit.version !== version) return stale(ctx, unitSubject(unit).id);
    if (isCompanyTop(unit.kind)) return refused('unit.company');
    if (unit.closedAt) return refused('unit.is_closed');
    const [parent] = await ctx.db
      .select()
      .from(units)
      .where(and(eq(units.id, parentId), eq(units.tenantId, unit.tenantId), unitsInReach(ctx)));
    if (!parent || !(await leadsUnit(ctx, parentId))) return atParent('unit.parent_not_led');
    if (parent.closedAt) return atParent('unit.parent_closed');
    const inside = await ctx.db.execute(sql`select 1 where ${parentId}::integer in (${below(id)})`);
    if (inside.length) return atParent('unit.parent_below');
    if (!kindsBelow[parent.kind].includes(unit.kind)) return atParent('unit.parent_kind');
    if (await nameTaken(ctx, parentId, unit.name)) return atParent('unit.name_taken_there');
    const [former] = unit.parentId === null ? [] : await ctx.db.select().from(units).where(eq(units.id, unit.parentId));
    await save(ctx, unit, { parentId });
    await record(ctx, 'unit.moved_under', unitSubject(unit), {
      before: { parent: former?.name ?? null },
      after: { parent: parent.name },
    });
    return ok(null);
  });

/** Nothing is put into it any more; refused while anything or anybody is in it. */
export const closeUnit = (ctx: Context, { id, version }: Asked): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const unit = await lockUnit(ctx, id);
    if (unit.closedAt) return ok(null);
    if (unit.version !== version) return stale(ctx, unitSubject(unit).id);
    if (isCompanyTop(unit.kind)) return refused('unit.company');
    const standing = await standingIn(ctx, id);
    if (Object.values(standing).some((n) => n > 0)) return refused('unit.not_empty', { params: standing });
    await save(ctx, unit, { closedAt: ctx.now });
    await record(ctx, 'unit.closed_down', unitSubject(unit), { before: { name: unit.name } });
    return ok(null);
  });

export const reopenUnit = (ctx: Context, { id, version }: Asked): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const unit = await lockUnit(ctx, id);
    if (!unit.closedAt) return ok(null);
    if (unit.version !== version) return stale(ctx, unitSubject(unit).id);
    const [parent] = unit.parentId === null ? [] : await ctx.db.select().from(units).where(eq(units.id, unit.parentId));
    if (parent?.closedAt) return refused('unit.parent_closed');
    await save(ctx, unit, { closedAt: null });
    await record(ctx, 'unit.reopened', unitSubject(unit), { after: { name: unit.name } });
    return ok(null);
  });
