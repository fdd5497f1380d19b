import { and, eq, isNull } from 'drizzle-orm';
import { offeringPrices } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { latestApproved, lockOffering } from '../detail.server';
import type { PriceInput } from '../input';
import { subjectOf, writeOffering } from './offering.server';

type Price = typeof offeringPrices.$inferInsert;
const approvedNever = refused('offering.price_approved_never_changes');

async function findPrice(ctx: Context, offeringId: string, id: string) {
  const [row] = isId(id)
    ? await ctx.db
        .select()
        .from(offeringPrices)
        .where(and(eq(offeringPrices.offeringId, offeringId), eq(offeringPrices.id, id)))
    : [];
  return row ?? null;
}

/** Writes a draft, or rewrites it; it counts once a second person has approved it. */
export const draftPrice = (ctx: Context, offeringId: string, input: PriceInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const offering = await lockOffering(ctx, offeringId);
    const before = await findPrice(ctx, offeringId, input.id);
    if (before?.approvedAt) return approvedNever;
    const { id, code, ...rest } = input;
    const values = { ...rest, taxPercent: rest.taxPercent as Price['taxPercent'] };
    const [sameDay] = await ctx.db
      .select({ id: offeringPrices.id })
      .from(offeringPrices)
      .where(
        and(
          eq(offeringPrices.offeringId, offeringId),
          eq(offeringPrices.code, before?.code ?? code),
          eq(offeringPrices.validFrom, values.validFrom),
        ),
      );
    if (sameDay && sameDay.id !== id) return refused('invalid', { fields: { validFrom: 'offering.price_same_day' } });
    if (before) {
      await ctx.db.update(offeringPrices).set(values).where(eq(offeringPrices.id, id));
    } else {
      const [added] = await ctx.db
        .insert(offeringPrices)
        .values({
          ...values, id, code, offeringId, tenantId: offering.tenantId, createdAt: ctx.now, createdBy: ctx.actor.personId,
        })
        .onConflictDoNothing()
        .returning({ id: offeringPrices.id }); // biome-ignore format: one row
      if (!added) return refused('invalid', { fields: { validFrom: 'offering.price_same_day' } });
    }
    await record(ctx, 'offering.price_drafted', subjectOf(ctx, offering), {
      after: { price: before?.code ?? code, amountFen: values.amountFen, validFrom: values.validFrom },
    });
    return ok(null);
  });

/** Takes a draft away; gone already is as good. */
export const removePrice = (ctx: Context, offeringId: string, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const offering = await lockOffering(ctx, offeringId);
    const price = await findPrice(ctx, offeringId, id);
    if (!price) return ok(null);
    if (price.approvedAt) return approvedNever;
    await ctx.db.delete(offeringPrices).where(and(eq(offeringPrices.id, id), isNull(offeringPrices.approvedAt)));
    await record(ctx, 'offering.price_removed', subjectOf(ctx, offering), {
      before: { price: price.code, amountFen: price.amountFen, validFrom: price.validFrom },
    });
    return ok(null);
  });

/** Approved by a second person; from its first day on it takes the place of the version before. */
export const approvePrice = (ctx: Context, offeringId: string, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'price.approve');
    const offering = await lockOffering(ctx, offeringId);
    const price = await findPrice(ctx, offeringId, id);
    if (!price) throw notFound();
    if (price.approvedAt) return ok(null);
    if (price.createdBy === ctx.actor.personId) return refused('offering.price_second_person');
    const last = await latestApproved(ctx, offeringId, price.code);
    if (last && price.validFrom < today(ctx.now)) return refused('offering.price_in_past');
    if (last && price.validFrom <= last.validFrom) return refused('offering.price_before_last');
    if (last && (last.validUntil === null || last.validUntil >= price.validFrom))
      await ctx.db
        .update(offeringPrices)
        .set({ validUntil: addDays(price.validFrom, -1) })
        .where(eq(offeringPrices.id, last.id));
    await ctx.db
      .update(offeringPrices)
      .set({ approvedAt: ctx.now, approvedBy: ctx.actor.personId })
      .where(eq(offeringPrices.id, id));
    await keepHeadline(ctx, offering, price);
    await record(ctx, 'offering.price_approved', subjectOf(ctx, offering), {
      after: { price: price.code, amountFen: price.amountFen, validFrom: price.validFrom },
    });
    return ok(null);
  });

/** What lists show of an offering that had no price yet. */
async function keepHeadline(ctx: Context, offering: Parameters<typeof writeOffering>[1], price: Price) {
  const { listOneOffFen, listMonthlyFen } = offering;
  if (price.kind === 'one_off' && listOneOffFen === null)
    await writeOffering(ctx, offering, { listOneOffFen: price.amountFen });
  if (price.period === 'month' && listMonthlyFen === null)
    await writeOffering(ctx, offering, { listMonthlyFen: price.amountFen });
}
