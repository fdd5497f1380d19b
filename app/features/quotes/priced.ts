import type { ProductLine } from '../offerings/rules';
import { economicsOf, type PricedLine, type Summed, sumLine, sumQuote } from './totals';

/** What a quote's lines are added up from, whichever way they were read. */
export type Terms = { months: number; discountBp: number; groupDiscounts: Record<string, number> };
export type StoredLine = Omit<PricedLine, 'discountsBp'> & {
  siteId: string | null;
  discountBp: number;
  productLine: ProductLine;
};
export type Grouped = { id: string; groupName: string | null };

/** Each line with its three discounts and what it comes to. */
export function priceLines<L extends StoredLine>(terms: Terms, sites: Grouped[], lines: L[]): (Summed & { row: L })[] {
  const groupOf = new Map(sites.map(({ id, groupName }) => [id, groupName]));
  return lines.map((row) => {
    const group = row.siteId === null ? null : groupOf.get(row.siteId);
    const line = {
      ...row,
      discountsBp: [row.discountBp, (group && terms.groupDiscounts[group]) || 0, terms.discountBp] as const,
    };
    return { row, line, sum: sumLine(line, terms.months) };
  });
}

/** All that a page or an approval asks of a quote's money. */
export function addUp<L extends StoredLine>(terms: Terms, sites: Grouped[], lines: L[]) {
  const priced = priceLines(terms, sites, lines);
  return { priced, sum: sumQuote(priced), economics: economicsOf(priced, terms.months) };
}
