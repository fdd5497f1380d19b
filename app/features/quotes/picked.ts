import type { PriceRule } from '../bundles/rules';
import type { ProductLine } from '../offerings/rules';
import type { Effect } from '../promotions/rules';

/** How many of each component at these sites, at the quote as a whole where there are none. */
export type PickedKind = { siteIds: string[]; quantities: Record<string, number> };

/** A bundle in a quote: its lines carry `id`, and cost what its rule said when it was chosen. */
export type PickedBundle = {
  id: string;
  bundleId: string;
  code: string;
  name: string;
  nameEn: string | null;
  priceRule: PriceRule;
  kinds: PickedKind[];
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
  /** Where the customer is: of lines that belong to no site. */
  homeCode: string | null;
};

/** The bundles without the sites that are gone, and without those that had no others. */
export const prunePicks = (bundles: readonly PickedBundle[], siteIds: ReadonlySet<string>): PickedBundle[] =>
  bundles.flatMap((pick) => {
    const kinds = pick.kinds.flatMap((kind) => {
      if (!kind.siteIds.length) return [kind];
      const left = kind.siteIds.filter((id) => siteIds.has(id));
      return left.length ? [{ ...kind, siteIds: left }] : [];
    });
    return kinds.length ? [{ ...pick, kinds }] : [];
  });

/** So many of each at these sites, in place of what was chosen for them before. */
export function withKind(kinds: readonly PickedKind[], added: PickedKind): PickedKind[] {
  const isWhole = added.siteIds.length === 0;
  const others = kinds.flatMap((kind) => {
    if (!kind.siteIds.length) return isWhole ? [] : [kind];
    const left = kind.siteIds.filter((id) => !added.siteIds.includes(id));
    return left.length ? [{ ...kind, siteIds: left }] : [];
  });
  return [...others, added];
}

/** The places of a pick, each with its numbers; null is the quote as a whole. */
export const placesOf = ({ kinds }: Pick<PickedBundle, 'kinds'>) =>
  kinds.flatMap(({ siteIds, quantities }) =>
    (siteIds.length ? siteIds : [null]).map((siteId) => ({ siteId, quantities })),
  );
