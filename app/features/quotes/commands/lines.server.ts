import { and, eq, isNull } from 'drizzle-orm';
import { quoteLines } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { largestFen } from '~/core/money';
import { type Result, refused } from '~/core/result';
import { listPrices, type OfferingPrice } from '../../offerings/queries.server';
import { changedPrices } from '../drift';
import type { AddLines, ChangeLines } from '../input';
import { bundlesOfToday } from '../offers.server';
import { listOfferingFacts } from '../queries/policy.server';
import { offeringForQuote } from '../queries/prices.server';
import { listLines, listSites, type Quote } from '../queries/quote.server';
import { largestLines } from '../rules';
import { paymentsOf } from '../totals';
import { changeQuote, childOf } from './change.server';
import { isTooMuch, snapshot } from './priced-line';
import { insertRows } from './rows.server';

/** Adds every price of an offering at the sites chosen, or to the quote as a whole. */
export const addLines = (ctx: Context, id: string, input: AddLines): Promise<Result<{ added: number }>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    const [offering, prices, sites, lines] = [
      await offeringForQuote(ctx, input.offeringId),
      await listPrices(ctx, [input.offeringId], today(ctx.now)),
      await listSites(ctx, row),
      await listLines(ctx, row),
    ];
    if (!offering) return refused('invalid', { fields: { offeringId: 'error.choose' } });
    if (offering.lifecycle === 'retired' || offering.lifecycle === 'design')
      return refused('quote.offering_not_sold', { fields: { offeringId: 'quote.offering_not_sold' } });
    const chosen = input.prices.length ? prices.filter((price) => input.prices.includes(price.id)) : prices;
    if (!chosen.length) return refused('quote.no_price', { fields: { offeringId: 'quote.no_price' } });
    const at = sites.filter((site) => input.siteIds.includes(site.id));
    if (at.length < new Set(input.siteIds).size) return refused('quote.choose_sites');
    const places = at.length ? at.map((site) => site.id) : [null];
    const count = places.length * chosen.length;
    if (lines.length + count > largestLines)
      return refused('quote.too_many_lines', { params: { n: lines.length + count, most: largestLines } });
    const quantityOf = (price: OfferingPrice) => input.quantities[price.id] ?? 1;
    const much = chosen.find((price) => isTooMuch(price, quantityOf(price), row.months));
    if (much) return refused('invalid', { fields: { [`quantities.${much.id}`]: 'quote.too_large' } });
    const first = (lines.at(-1)?.position ?? 0) + 1;
    await insertRows(
      ctx,
      quoteLines,
      places.flatMap((siteId, place) =>
        chosen.map((price, n) => ({
          ...childOf(row),
          id: newId(),
          createdAt: ctx.now,
          siteId,
          position: first + place * chosen.length + n,
          offeringId: offering.id,
          offeringCode: offering.code,
          offeringName: offering.name,
          offeringNameEn: offering.nameEn,
          productLine: offering.line,
          priceCode: price.code,
          ...snapshot(price),
          quantity: quantityOf(price),
          discountBp: input.discountBp,
        })),
      ),
    );
    return { after: { offering: offering.name, lines: count, discountBp: input.discountBp }, value: { added: count } };
  });

/** The lines of a price that stand alone: those of a bundle are changed with it. */
const those = (row: Quote, which: { priceId: string; siteId: string | null }) =>
  and(allOf(row, which), isNull(quoteLines.pickId));

const allOf = (row: Quote, { priceId, siteId }: { priceId: string; siteId: string | null }) =>
  and(
    eq(quoteLines.tenantId, row.tenantId),
    eq(quoteLines.quoteId, row.id),
    eq(quoteLines.priceId, priceId),
    siteId ? eq(quoteLines.siteId, siteId) : undefined,
  );

/** Changes the number of units or the discount of all lines of a price, or of the one at a site. */
export const changeLines = (ctx: Context, id: string, input: ChangeLines): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    const { quantity, discountBp } = input;
    const [line] = await ctx.db.select().from(quoteLines).where(those(row, input)).limit(1);
    if (!line) return refused('quote.line_gone');
    if (
      quantity !== null &&
      BigInt(line.amountFen) * BigInt(quantity) * BigInt(paymentsOf(line, row.months)) > BigInt(largestFen)
    )
      return refused('invalid', { fields: { quantity: 'quote.too_large' } });
    const values = { ...(quantity !== null && { quantity }), ...(discountBp !== null && { discountBp }) };
    if (Object.keys(values).length) await ctx.db.update(quoteLines).set(values).where(those(row, input));
    return { after: { offering: line.offeringName, ...values }, value: null };
  });

/** Takes all lines of a price out, or the one at a site. */
export const removeLines = (
  ctx: Context,
  id: string,
  input: { version: number; priceId: string; siteId: string | null },
): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    await ctx.db.delete(quoteLines).where(those(row, input));
    return { after: { removedLines: input.priceId }, value: null };
  });

/** Takes the prices of today where they have changed since the lines were added. */
export const takeNewPrices = (ctx: Context, id: string, version: number): Promise<Result<{ n: number }>> =>
  changeQuote(ctx, id, version, 'quote.changed', async (ctx, row) => {
    const lines = await listLines(ctx, row);
    const ids = [...new Set(lines.map(({ offeringId }) => offeringId))];
    const [prices, facts] = [
      ids.length ? await listPrices(ctx, ids, today(ctx.now)) : [],
      await listOfferingFacts(ctx, ids),
    ];
    const changed = changedPrices(lines, prices, facts).filter(({ now }) => now);
    for (const { priceId, now } of changed)
      if (now)
        await ctx.db
          .update(quoteLines)
          .set(snapshot(now))
          .where(allOf(row, { priceId, siteId: null }));
    const bundles = await bundlesOfToday(ctx, row);
    return { patch: { bundles }, after: { repriced: changed.length }, value: { n: changed.length } };
  });
