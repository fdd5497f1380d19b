import type { PriceKind, PricePeriod, PriceTier, PriceUnit, ProductLine, TaxRate } from '../offerings/rules';
import type { AccessTechnology, Feasibility } from './rules';
import type { LineSum, QuoteSum } from './totals';

/**
 * A quote as it is sent: everything that is printed, so that nothing else has to be read again. It is kept as it was
 * for ever; `format` tells readers of later years which shape they have before them.
 */
export type QuoteDocument = {
  format: 1;
  number: string;
  revision: number;
  title: string;
  /** Our company and the people of it who answer for the quote. */
  seller: { company: string; unit: string; person: string; email: string | null; phone: string | null };
  customer: { name: string; creditCode: string | null; address: string | null; contact: string | null };
  months: number;
  preparedOn: string;
  validUntil: string;
  terms: string;
  currency: 'CNY';
  discountBp: number;
  groups: { name: string; discountBp: number }[];
  sites: DocumentSite[];
  lines: DocumentLine[];
  /** Bundles and promotions it was made with: why lines cost less than quantity × price. */
  offers?: { name: string; nameEn: string | null }[];
  sum: QuoteSum;
};

export type DocumentSite = {
  id: string;
  name: string;
  address: string | null;
  group: string | null;
  technology: AccessTechnology | null;
  feasibility: Feasibility | null;
};

export type DocumentLine = {
  id: string;
  /** Null: of the quote as a whole. */
  siteId: string | null;
  offeringId: string;
  offeringCode: string;
  offeringName: string;
  offeringNameEn: string | null;
  productLine: ProductLine;
  priceCode: string;
  priceName: string;
  priceNameEn: string | null;
  kind: PriceKind;
  period: PricePeriod | null;
  unit: PriceUnit;
  amountFen: number;
  tiers: PriceTier[];
  taxPercent: TaxRate;
  quantity: number;
  discountBp: number;
  /** What the line comes to, without our cost. */
  sum: Omit<LineSum, 'costFen' | 'totalCostFen'>;
};
