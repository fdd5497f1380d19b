import type { PriceRule } from '../bundles/rules';
import type { ProductLine } from '../offerings/rules';
import type { Effect } from '../promotions/rules';

/** A bundle in a quote: its lines carry `id`, and cost what its rule said when it was chosen. */
export type PickedBundle = {
  id: string;
  bundleId: string;
  code: string;
  name: string;
  nameEn: string | null;
  priceRule: PriceRule;
};

/** A promotion in a quote, with what it gave when it was chosen. */
export type PickedPromotion = {
  id: string;
  code: string;
  name: string;
  nameEn: string | null;
  offeringId: string | null;
  line: ProductLine | null;
  regions: string[];
  effect: Effect;
  amount: number;
};
