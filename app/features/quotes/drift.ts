import type { Lifecycle } from '../offerings/rules';

type Line = { offeringId: string; offeringName: string; priceId: string; priceCode: string; amountFen: number };
type Now = { id: string; offeringId: string; code: string; amountFen: number };
type Sold = { id: string; lifecycle: Lifecycle };

/** `now`: the price in its place; null where there is none any more. */
export type ChangedPrice<P> = { priceId: string; offeringName: string; wasFen: number; now: P | null };

/** Prices of an open quote that are not those of today; what is not sold any more is said elsewhere. */
export function changedPrices<P extends Now>(lines: Line[], prices: P[], sold: Sold[]): ChangedPrice<P>[] {
  const gone = new Set(sold.filter(({ lifecycle }) => lifecycle === 'retired').map(({ id }) => id));
  const byPrice = new Map(lines.map((line) => [line.priceId, line]));
  return [...byPrice.values()].flatMap((line) => {
    const now = prices.find((price) => price.offeringId === line.offeringId && price.code === line.priceCode) ?? null;
    if (now?.id === line.priceId || gone.has(line.offeringId)) return [];
    return [{ priceId: line.priceId, offeringName: line.offeringName, wasFen: line.amountFen, now }];
  });
}
