import { bundlePrices, noCharges } from '../bundles/price';
import { priceOf } from '../offerings/pricing';
import { cutsOf } from '../promotions/choose';
import type { PickedBundle, PickedPromotion } from './picked';
import { placesOf } from './picked';
import type { Grouped, StoredLine, Terms } from './priced';
import { type Summed, sumLine } from './totals';

const chargeOf = { month: 'month', quarter: 'quarter', year: 'year' } as const;

/** What each line of a bundle costs per payment: the price of the whole spread over them, to the fen. */
export function bundledPrices(bundles: readonly PickedBundle[], lines: readonly StoredLine[]): Map<StoredLine, number> {
  const prices = new Map<StoredLine, number>();
  for (const pick of bundles) {
    // what is charged by use has no price of the bundle
    const own = lines.filter((line) => line.pickId === pick.id && line.kind !== 'usage');
    const charged = own.map((line) => {
      const charge = line.kind === 'one_off' ? ('once' as const) : chargeOf[line.period ?? 'month'];
      return { line, charge, list: { ...noCharges, [charge]: priceOf(line, line.quantity) } };
    });
    const shares = bundlePrices(
      pick.priceRule,
      charged.map(({ list }) => list),
      placesOf(pick).length,
    );
    for (const [at, { line, charge }] of charged.entries()) prices.set(line, shares[at]?.[charge] ?? 0);
  }
  return prices;
}

type Priced = Summed & { row: StoredLine };

/** The lines as promotions see them: what they come to after discounts. */
export const promotable = (
  priced: readonly Priced[],
  sites: readonly Grouped[],
  months: number,
  homeCode: string | null,
) => {
  const codeOf = new Map(sites.map(({ id, divisionCode }) => [id, divisionCode ?? null]));
  return priced.map(({ row, sum }, at) => ({
    id: String(at),
    offeringId: row.offeringId ?? '',
    line: row.productLine,
    regionCode: (row.siteId === null ? null : codeOf.get(row.siteId)) ?? homeCode,
    oneOffFen: row.kind === 'one_off' ? sum.netFen : 0,
    monthlyFen: row.kind === 'recurring' && row.period === 'month' ? sum.netFen : 0,
    months,
  }));
};

/** Takes off what the promotions give, never more than there is; what each of them is worth in all. */
export function withPromotions<P extends Priced>(terms: Terms, sites: readonly Grouped[], priced: P[]) {
  const promotions: readonly PickedPromotion[] = terms.promotions ?? [];
  const worth = new Map<string, number>();
  let lines = priced;
  for (const promotion of promotions) {
    const before = lines;
    const cuts = cutsOf(promotion, promotable(before, sites, terms.months, promotion.homeCode));
    const byLine = new Map(cuts.map((cut) => [Number(cut.lineId), cut]));
    lines = before.map((one, at) => {
      const cut = byLine.get(at);
      if (!cut) return one;
      const line = {
        ...one.line,
        promotedFen: (one.line.promotedFen ?? 0) + Math.min(one.sum.netFen, cut.oneOffFen + cut.monthlyFen),
        freePayments: Math.min(one.sum.payments, (one.line.freePayments ?? 0) + cut.freeMonths),
      };
      return { ...one, line, sum: sumLine(line, terms.months) };
    });
    const total = (list: P[]) => list.reduce((sum, one) => sum + one.sum.totalFen, 0);
    worth.set(promotion.id, total(before) - total(lines));
  }
  return { lines, worth };
}
