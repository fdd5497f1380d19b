import { afterDiscount, spread } from '../offerings/spread';
import type { PriceRule } from './rules';

/** What a line costs by when it is asked for, in 分 without tax. */
export type Charges = { once: number; month: number; quarter: number; year: number };
export const charges = ['once', 'month', 'quarter', 'year'] as const satisfies (keyof Charges)[];
export const noCharges: Charges = { once: 0, month: 0, quarter: 0, year: 0 };

export const totalOf = (lines: readonly Charges[]): Charges =>
  lines.reduce(
    (sum, line) => ({
      once: sum.once + line.once,
      month: sum.month + line.month,
      quarter: sum.quarter + line.quarter,
      year: sum.year + line.year,
    }),
    noCharges,
  );

/** What the whole costs by the bundle's rule: the total is rounded once, half up, never line by line. */
function totalBy(rule: PriceRule, charge: keyof Charges, listFen: number, sites: number): number {
  if (rule.kind === 'fixed') {
    const each = charge === 'once' ? rule.oneOffFen : charge === 'month' ? rule.monthlyFen : null;
    return each === null ? listFen : each * sites;
  }
  if (rule.kind === 'percent') {
    const isMeant = rule.on === 'all' || (rule.on === 'one_off') === (charge === 'once');
    return isMeant ? afterDiscount(listFen, rule.basisPoints) : listFen;
  }
  const reached = [...rule.steps].sort((a, b) => b.fromSites - a.fromSites).find((step) => step.fromSites <= sites);
  return afterDiscount(listFen, reached?.basisPoints ?? 0);
}

/**
 * The lines of a bundle at its own price: the price of the whole is spread over them by their list prices, so that
 * they add up to it to the 分.
 */
export function bundlePrices(rule: PriceRule, lines: readonly Charges[], sites: number): Charges[] {
  const list = totalOf(lines);
  const spreads = charges.map((charge) =>
    spread(
      totalBy(rule, charge, list[charge], sites),
      lines.map((line) => line[charge]),
    ),
  );
  return lines.map((_, at) =>
    Object.fromEntries(charges.map((charge, n) => [charge, spreads[n]?.[at] ?? 0])),
  ) as Charges[];
}
