import { priceOf } from '../offerings/pricing';
import type { OfferingPrice } from '../offerings/queries.server';
import { componentsOf, effective } from './check';
import { bundlePrices, type Charges, noCharges, totalOf } from './price';
import type { BundleShape, Choice } from './rules';

const chargeOf = { month: 'month', quarter: 'quarter', year: 'year' } as const;

/** What so many of an offering cost by list; what is charged by use is left out, nobody knows it beforehand. */
export function listCharges(prices: readonly OfferingPrice[], quantity: number): Charges {
  const list = { ...noCharges };
  for (const price of prices) {
    if (price.kind === 'usage') continue;
    const charge = price.kind === 'one_off' ? 'once' : chargeOf[price.period ?? 'month'];
    list[charge] += priceOf(price, quantity);
  }
  return list;
}

/** A choice at list prices and at the bundle's own, line by line. */
export function priceChoice(bundle: BundleShape, choice: Choice, prices: readonly OfferingPrice[]) {
  const sold = componentsOf(bundle).filter((one) => one.offeringId !== null);
  const lines = choice.sites.flatMap((site) => {
    const counts = effective(bundle, site.quantities);
    return sold.flatMap((one) => {
      const quantity = counts[one.id] ?? 0;
      if (!quantity) return [];
      const own = prices.filter((price) => price.offeringId === one.offeringId);
      return [{ site: site.name, componentId: one.id, quantity, list: listCharges(own, quantity) }];
    });
  });
  const list = lines.map((line) => line.list);
  const own = bundlePrices(bundle.priceRule, list, choice.sites.length);
  return {
    lines: lines.map((line, at) => ({ ...line, own: own[at] ?? noCharges })),
    list: totalOf(list),
    own: totalOf(own),
  };
}
