import { asc, eq, sql } from 'drizzle-orm';
import { offerings, specifications } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '../people/history.server';
import { isOfGroup, mayEdit } from './detail.server';
import type { NewSpecification, SpecificationEdit } from './input';

const subjectOf = (ctx: Context, id: string) => ({
  kind: 'specification' as const,
  id,
  tenantId: ctx.actor.tenantId,
  unitId: ctx.actor.unitId,
});

/** Every kind of product by its code, with how many offerings are of it. */
export const readSpecifications = (ctx: Context) =>
  ctx.db
    .select({
      id: specifications.id,
      code: specifications.code,
      name: specifications.name,
      nameEn: specifications.nameEn,
      line: specifications.line,
      tenantId: specifications.tenantId,
      offerings: sql<number>`(select count(*)::int from ${offerings} o where o.specification_id = specifications.id)`,
    })
    .from(specifications)
    .orderBy(asc(specifications.code), asc(specifications.id))
    .limit(500);

export async function getSpecification(ctx: Context, id: string) {
  const [row] = isId(id) ? await ctx.db.select().from(specifications).where(eq(specifications.id, id)) : [];
  if (!row) throw notFound();
  return row;
}

/** Adds a kind of product. Sent twice with the same id, it exists once. */
export const createSpecification = (ctx: Context, input: NewSpecification): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const { reach, ...values } = input;
    const tenantId = reach === 'group' ? null : ctx.actor.tenantId;
    if (!mayEdit(ctx, tenantId, await isOfGroup(ctx))) throw forbidden('offering.manage');
    const [added] = await ctx.db
      .insert(specifications)
      .values({ ...values, tenantId, createdAt: ctx.now, updatedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: specifications.id });
    if (!added) {
      const [same] = await ctx.db.select().from(specifications).where(eq(specifications.id, input.id));
      return same?.code === input.code
        ? ok({ id: input.id }) // sent twice
        : refused('invalid', { fields: { code: 'offering.code_taken' } });
    }
    await record(ctx, 'specification.created', subjectOf(ctx, input.id), {
      after: { code: input.code, name: input.name },
    });
    return ok({ id: input.id });
  });

export const updateSpecification = (ctx: Context, id: string, input: SpecificationEdit): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const seen = await getSpecification(ctx, id);
    if (!mayEdit(ctx, seen.tenantId, await isOfGroup(ctx))) throw forbidden('offering.manage');
    const [row] = await ctx.db.select().from(specifications).where(eq(specifications.id, id)).for('update');
    if (!row) throw notFound();
    const { version, ...values } = input;
    if (row.version !== version) return stale(ctx, id);
    const change = difference(row, values);
    if (!change.changed.length) return ok(null);
    await ctx.db
      .update(specifications)
      .set({ ...values, updatedAt: ctx.now, version: sql`${specifications.version} + 1` })
      .where(eq(specifications.id, id));
    await record(ctx, 'specification.changed', subjectOf(ctx, id), change);
    return ok(null);
  });
