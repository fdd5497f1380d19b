import { eq, sql } from 'drizzle-orm';
import { enterprises, offerings, specifications } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { getOffering, isOfGroup, lockOffering, mayEdit, type Offering } from '../detail.server';
import type { NewOffering, OfferingEdit } from '../input';
import { offeringSearchText } from '../search-text.server';

/** The group's offerings are told of in the company of whoever changes them. */
export const subjectOf = (ctx: Context, offering: Pick<Offering, 'id'>) => ({
  kind: 'offering' as const,
  id: offering.id,
  tenantId: ctx.actor.tenantId,
  unitId: ctx.actor.unitId,
});

/** Adds an offering in design; a variant takes over where it is sold and what it is, unless told otherwise. */
export const createOffering = (ctx: Context, input: NewOffering): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const { reach, ...values } = input;
    const tenantId = reach === 'group' ? null : ctx.actor.tenantId;
    if (!mayEdit(ctx, tenantId, await isOfGroup(ctx))) throw forbidden('offering.manage');
    if (values.variantOfId) await getOffering(ctx, values.variantOfId);
    const unknown = await unknownChoice(ctx, values);
    if (unknown) return unknown;
    const [added] = await ctx.db
      .insert(offerings)
      .values({
        ...values,
        tenantId,
        lifecycle: 'design',
        search: offeringSearchText(values),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: offerings.id });
    if (!added) {
      const [same] = await ctx.db.select({ code: offerings.code }).from(offerings).where(eq(offerings.id, values.id));
      return same?.code === values.code
        ? ok({ id: values.id }) // sent twice
        : refused('invalid', { fields: { code: 'offering.code_taken' } });
    }
    await record(ctx, 'offering.created', subjectOf(ctx, values), { after: { code: values.code, name: values.name } });
    return ok({ id: values.id });
  });

export const updateOffering = (ctx: Context, id: string, input: OfferingEdit): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const offering = await lockOffering(ctx, id);
    const { version, ...values } = input;
    if (offering.version !== version) return refused('stale');
    const unknown = await unknownChoice(ctx, values);
    if (unknown) return unknown;
    const change = difference(offering, values);
    if (!change.changed.length) return ok(null);
    await writeOffering(ctx, offering, {
      ...values,
      search: offeringSearchText({ ...values, code: offering.code }),
    });
    await record(ctx, 'offering.changed', subjectOf(ctx, offering), change);
    return ok(null);
  });

export const writeOffering = (ctx: Context, offering: Offering, values: Partial<typeof offerings.$inferInsert>) =>
  ctx.db
    .update(offerings)
    .set({ ...values, updatedAt: ctx.now, version: sql`${offerings.version} + 1` })
    .where(eq(offerings.id, offering.id));

async function unknownChoice(ctx: Context, chosen: { specificationId: string | null; enterpriseId: string | null }) {
  const [specification, enterprise] = await Promise.all([
    chosen.specificationId
      ? ctx.db
          .select({ id: specifications.id })
          .from(specifications)
          .where(eq(specifications.id, chosen.specificationId))
      : [{}],
    chosen.enterpriseId
      ? ctx.db.select({ id: enterprises.id }).from(enterprises).where(eq(enterprises.id, chosen.enterpriseId))
      : [{}],
  ]);
  if (!specification.length) return refused('invalid', { fields: { specificationId: 'error.choose' } });
  return enterprise.length ? null : refused('invalid', { fields: { enterpriseId: 'error.choose' } });
}
