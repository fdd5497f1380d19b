import type { ProductLine } from '../offerings/rules';
import type { PickedBundle, PickedPromotion } from './picked';
import { bundledPrices, withPromotions } from './picked-prices';
import { economicsOf, type PricedLine, type Summed, sumLine, sumQuote } from './totals';

/** What a quote's lines are added up from, whichever way they were read. */
export type Terms = {
  months: number;
  discountBp: number;
  groupDiscounts: Record<string, number>;
  bundles?: PickedBundle[];
  promotions?: PickedPromotion[];
};
export type StoredLine = Omit<PricedLine, 'discountsBp'> & {
  siteId: string | null;
  discountBp: number;
  productLine: ProductLine;
  offeringId?: string;
  /** Which of the bundles it came with. */
  pickId?: string | null;
};
export type Grouped = { id: string; groupName: string | null; divisionCode?: string | null };

/** Each line with its price in a bundle, its three discounts and what it comes to before promotions. */
export function priceLines<L extends StoredLine>(terms: Terms, sites: Grouped[], lines: L[]): (Summed & { row: L })[] {
  const groupOf = new Map(sites.map(({ id, groupName }) => [id, groupName]));
  const bundled = bundledPrices(terms.bundles ?? [], lines);
  return lines.map((row) => {
    const group = row.siteId === null ? null : groupOf.get(row.siteId);
    const line = {
      ...row,
      bundledFen: bundled.get(row) ?? null,
      discountsBp: [row.discountBp, (group && terms.groupDiscounts[group]) || 0, terms.discountBp] as const,
    };
    return { row, line, sum: sumLine(line, terms.months) };
  });
}

/** All that a page or an approval asks of a quote's money. */
export function addUp<L extends StoredLine>(terms: Terms, sites: Grouped[], lines: L[]) {
  const { lines: priced, worth } = withPromotions(terms, sites, priceLines(terms, sites, lines));
  return { priced, sum: sumQuote(priced), economics: economicsOf(priced, terms.months), worth };
}
