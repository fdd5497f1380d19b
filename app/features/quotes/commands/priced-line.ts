import { largestFen } from '~/core/money';
import type { OfferingPrice } from '../../offerings/queries.server';
import { paymentsOf } from '../totals';

/** The price of a line as it is when the line is added. */
export const snapshot = (price: OfferingPrice) => ({
  priceId: price.id,
  priceName: price.name,
  priceNameEn: price.nameEn,
  kind: price.kind,
  period: price.period,
  unit: price.unit,
  amountFen: price.amountFen,
  tiers: price.tiers,
  costFen: price.costFen,
  taxPercent: price.taxPercent,
});

export const isTooMuch = (price: OfferingPrice, quantity: number, months: number) =>
  BigInt(price.amountFen) * BigInt(quantity) * BigInt(paymentsOf(price, months)) > BigInt(largestFen);
