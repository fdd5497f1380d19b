import { and, eq } from 'drizzle-orm';
import { quoteLines } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { type Refused, type Result, refused } from '~/core/result';
import { componentsOf, effective } from '../../bundles/check';
import { buyerOf } from '../../bundles/customer.server';
import { barsFor } from '../../bundles/eligibility';
import { getBundle } from '../../bundles/queries.server';
import { listPrices } from '../../offerings/queries.server';
import type { ChooseBundle } from '../input';
import { violationsOf } from '../offers.server';
import { type PickedBundle, placesOf, withKind } from '../picked';
import { offeringForQuote } from '../queries/prices.server';
import { listLines, listSites, type Quote } from '../queries/quote.server';
import { largestLines } from '../rules';
import { changeQuote, childOf } from './change.server';
import { isTooMuch, snapshot } from './priced-line';
import { insertRows } from './rows.server';

type Found = Awaited<ReturnType<typeof getBundle>>;

/**
 * Sells a bundle at the sites chosen, or to the quote as a whole; for sites it is sold at already, so many of each as
 * said now. Refused with what to change when its rules do not hold over all its sites.
 */
export const chooseBundle = (ctx: Context, id: string, input: ChooseBundle): Promise<Result<{ added: number }>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    const found = await getBundle(ctx, input.bundleId);
    const { bundle, shape, names } = found;
    if (bundle.state !== 'launched') return refused('quote_bundle.off', { params: { bundle: bundle.name } });
    const bars = barsFor(bundle, await buyerOf(ctx, row));
    if (bars.length)
      return refused('quote_bundle.not_eligible', {
        params: { bundle: bundle.name },
        fields: Object.fromEntries(bars.map((bar) => [bar, `bundle.bar.${bar}`])),
      });
    const known = new Set((await listSites(ctx, row)).map((site) => site.id));
    if (input.siteIds.some((one) => !known.has(one))) return refused('quote.choose_sites');
    const before = row.bundles.find((pick) => pick.bundleId === bundle.id);
    const wanted = componentsOf(shape).map(({ id }) => [id, input.quantities[id] ?? 0] as const);
    const pick: PickedBundle = {
      id: before?.id ?? input.pickId,
      bundleId: bundle.id,
      code: bundle.code,
      name: bundle.name,
      nameEn: bundle.nameEn,
      priceRule: bundle.priceRule,
      kinds: withKind(before?.kinds ?? [], { siteIds: input.siteIds, quantities: Object.fromEntries(wanted) }),
    };
    const violations = violationsOf(shape, pick);
    if (violations.length) return refused('quote_bundle.rules', { details: { violations, names } });
    const added = await writeLines(ctx, row, found, pick);
    if (typeof added !== 'number') return added;
    return {
      patch: { bundles: [...row.bundles.filter((one) => one.id !== pick.id), pick] },
      after: { bundle: bundle.name, lines: added },
      value: { added },
    };
  });

/** The lines of a bundle written anew at the prices of today. */
async function writeLines(ctx: Context, row: Quote, { shape }: Found, pick: PickedBundle): Promise<number | Refused> {
  const sold = componentsOf(shape).flatMap((one) =>
    one.offeringId ? [{ id: one.id, offeringId: one.offeringId }] : [],
  );
  const places = placesOf(pick).map(({ siteId, quantities }) => ({ siteId, counts: effective(shape, quantities) }));
  const used = sold.filter(({ id }) => places.some(({ counts }) => (counts[id] ?? 0) > 0));
  const ids = [...new Set(used.map(({ offeringId }) => offeringId))];
  const prices = ids.length ? await listPrices(ctx, ids, today(ctx.now)) : [];
  const offered = new Map<string, NonNullable<Awaited<ReturnType<typeof offeringForQuote>>>>();
  for (const one of ids) {
    const offering = await offeringForQuote(ctx, one);
    if (!offering || offering.lifecycle === 'retired' || offering.lifecycle === 'design')
      return refused('quote_bundle.part_off', { params: { offering: offering?.name ?? '' } });
    if (!prices.some((price) => price.offeringId === one))
      return refused('quote_bundle.part_unpriced', { params: { offering: offering.name } });
    offered.set(one, offering);
  }
  const others = (await listLines(ctx, row)).filter((line) => line.pickId !== pick.id);
  const first = (others.at(-1)?.position ?? 0) + 1;
  const rows: (typeof quoteLines.$inferInsert)[] = [];
  for (const { siteId, counts } of places)
    for (const { id: componentId, offeringId } of used)
      for (const price of prices.filter((one) => one.offeringId === offeringId)) {
        const quantity = counts[componentId] ?? 0;
        const offering = offered.get(offeringId);
        if (!quantity || !offering) continue;
        if (isTooMuch(price, quantity, row.months)) return refused('quote.too_large');
        rows.push({
          ...childOf(row),
          id: newId(),
          createdAt: ctx.now,
          siteId,
          position: first + rows.length,
          offeringId,
          offeringCode: offering.code,
          offeringName: offering.name,
          offeringNameEn: offering.nameEn,
          productLine: offering.line,
          priceCode: price.code,
          ...snapshot(price),
          quantity,
          discountBp: 0,
          pickId: pick.id,
          componentId,
        });
      }
  if (others.length + rows.length > largestLines)
    return refused('quote.too_many_lines', { params: { n: others.length + rows.length, most: largestLines } });
  await ctx.db.delete(quoteLines).where(ofPick(row, pick.id));
  await insertRows(ctx, quoteLines, rows);
  return rows.length;
}

const ofPick = (row: Quote, pickId: string) =>
  and(eq(quoteLines.tenantId, row.tenantId), eq(quoteLines.quoteId, row.id), eq(quoteLines.pickId, pickId));

/** Takes a bundle out with its lines; gone already is as good. */
export const dropBundle = (
  ctx: Context,
  id: string,
  input: { version: number; pickId: string },
): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    const pick = row.bundles.find((one) => one.id === input.pickId);
    await ctx.db.delete(quoteLines).where(ofPick(row, input.pickId));
    return {
      patch: { bundles: row.bundles.filter((one) => one.id !== input.pickId) },
      after: { removedBundle: pick?.name ?? input.pickId },
      value: null,
    };
  });
