import { divisionOf } from '~/features/quotes/feasibility';
import type { PickedBundle, PickedPromotion } from '~/features/quotes/picked';
import type { Deal } from '../deals/deal';
import type { Demo } from '../demo';
import type { Sold } from '../quotes';

/** A bundle as usual at each of these sites: what the quote keeps of it, and what it is made of. */
export function bundleAt(demo: Demo, sold: Sold, code: string, siteIds: string[], at: Date) {
  const bundle = sold.bundles.find((one) => one.code === code);
  if (!bundle) return null;
  const components = sold.components.filter(({ bundleId, usual }) => bundleId === bundle.id && usual);
  const pick: PickedBundle = {
    id: demo.id(at),
    bundleId: bundle.id!,
    code,
    name: bundle.name,
    nameEn: bundle.nameEn ?? null,
    priceRule: bundle.priceRule,
    kinds: [{ siteIds, quantities: Object.fromEntries(components.map(({ id, usual }) => [id, usual ?? 1])) }],
  };
  const parts = components.flatMap(({ id, offeringId }) => {
    const offering = sold.offerings.find((one) => one.id === offeringId);
    return offering ? [{ code: offering.code, bundled: { pickId: pick.id, componentId: id! } }] : [];
  });
  return { pick, parts };
}

/** A promotion as a quote keeps it. */
export function picked(sold: Sold, code: string, { customer }: Deal): PickedPromotion | null {
  const one = sold.promotions.find((row) => row.code === code);
  if (!one) return null;
  return {
    id: one.id!,
    code,
    name: one.name,
    nameEn: one.nameEn ?? null,
    offeringId: one.offeringId ?? null,
    line: one.line ?? null,
    regions: one.regions ?? [],
    effect: one.effect,
    amount: one.amount,
    homeCode: divisionOf(customer.row.address ?? '', { latitude: null, longitude: null }),
  };
}

/** What the quotes that are out took of each promotion. */
export const spent = (promotions: Sold['promotions'], uses: { promotionId: string; amountFen: number }[]) =>
  promotions.map((one) => {
    const own = uses.filter(({ promotionId }) => promotionId === one.id);
    return { ...one, usedCount: own.length, usedFen: own.reduce((sum, { amountFen }) => sum + amountFen, 0) };
  });
