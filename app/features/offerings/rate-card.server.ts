import { and, eq, inArray } from 'drizzle-orm';
import { offerings, specifications } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { listPrices } from './queries.server';
import { labourCode, type RateCard, rateUnits } from './rules';

/** Professional work by skill and travel by distance, as they are priced on a day. */
export async function findRateCards(ctx: Context, day: string): Promise<RateCard[]> {
  const sold = await ctx.db
    .select({ id: offerings.id, code: offerings.code, name: offerings.name, nameEn: offerings.nameEn })
    .from(offerings)
    .innerJoin(specifications, eq(specifications.id, offerings.specificationId))
    .where(and(eq(specifications.code, labourCode), inArray(offerings.lifecycle, ['pilot', 'launched', 'retiring'])))
    .orderBy(offerings.code)
    .limit(20);
  const prices = sold.length
    ? await listPrices(
        ctx,
        sold.map(({ id }) => id),
        day,
      )
    : [];
  return sold.map(({ code, ...offering }) => {
    const rows = new Map<string, RateCard['rows'][number]>();
    for (const price of prices) {
      const unit = rateUnits.find((one) => one === price.unit);
      if (price.offeringId !== offering.id || !unit) continue;
      const key = price.code.split('.')[0]!;
      const row = rows.get(key) ?? { key, name: price.name, nameEn: price.nameEn, fen: {} };
      row.fen[unit] = price.amountFen;
      rows.set(key, row);
    }
    return { ...offering, kind: code.includes('TRAVEL') ? 'travel' : 'work', rows: [...rows.values()] };
  });
}
