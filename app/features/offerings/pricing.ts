import type { PricePeriod, PriceTier } from './rules';

export type Priced = { amountFen: number; tiers: readonly PriceTier[] };

/**
 * What so many units cost for one period, or once, without tax. Quantities are whole numbers of the price's unit, of
 * Mbps and MHz too, so nothing is ever rounded. Tiers are graduated: units below the first tier cost the price's own
 * amount, and from `from` on each further unit costs what its tier says; what was bought before never gets cheaper.
 */
export function priceOf({ amountFen, tiers }: Priced, quantity: number): number {
  if (!Number.isSafeInteger(quantity) || quantity < 0) throw new RangeError('a quantity is a whole number from 0');
  const steps = [{ from: 1, amountFen }, ...[...tiers].sort((a, b) => a.from - b.from)];
  const totalFen = steps.reduce((sum, step, at) => {
    const last = Math.min(quantity, (steps[at + 1]?.from ?? Number.POSITIVE_INFINITY) - 1);
    return sum + Math.max(0, last - step.from + 1) * step.amountFen;
  }, 0);
  if (!Number.isSafeInteger(totalFen)) throw new RangeError('more than can be counted');
  return totalFen;
}

const monthsOf: Record<PricePeriod, number> = { month: 1, quarter: 3, year: 12 };

/** How often a recurring price is asked for within a term: a period that has begun is charged whole. */
export const periodsIn = (period: PricePeriod, months: number) => Math.ceil(Math.max(0, months) / monthsOf[period]);

/** Whether it is sold in a GB/T 2260 division: no regions means everywhere, `33` means all of Zhejiang. */
export const isSoldIn = (offering: { regions: readonly string[] }, divisionCode: string | null) =>
  offering.regions.length === 0 ||
  (divisionCode !== null && offering.regions.some((region) => divisionCode.startsWith(region)));

type Tailored = { enterpriseId: string | null; industries: readonly string[]; grades: readonly string[] };
export type Customer = { enterpriseId: string | null; industry: string | null; grade: string | null };

/**
 * Whether the customer is one it was tailored for: each condition it names must hold. Industries are listed with all
 * codes below a section, so the customer's own code is found as it is.
 */
export const isForCustomer = (offering: Tailored, customer: Customer) =>
  (offering.enterpriseId === null || offering.enterpriseId === customer.enterpriseId) &&
  (offering.industries.length === 0 || offering.industries.includes(customer.industry ?? '')) &&
  (offering.grades.length === 0 || offering.grades.includes(customer.grade ?? ''));
