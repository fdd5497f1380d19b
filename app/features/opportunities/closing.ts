import type { CloseReason, StageType } from './rules';

/** What stands behind a reason, won and lost apart: the second level of the two. */
export const closeDetails = {
  lost: {
    price: ['quote_higher', 'no_discount', 'payment_terms'],
    product_fit: ['function_missing', 'spec_short', 'no_coverage'],
    relationship: ['rival_closer', 'decider_not_reached', 'told_from_above'],
    service: ['slow_response', 'past_faults', 'no_local_team'],
    brand: ['few_cases', 'no_certificate', 'reputation'],
    delivery_time: ['line_building', 'equipment_late', 'approval_slow'],
    budget_cut: ['cancelled', 'postponed', 'spent_elsewhere'],
    no_decision: ['priority_changed', 'reorganised', 'nobody_drives'],
  },
  won: {
    price: ['quote_lower', 'flexible_terms'],
    product_fit: ['function_better', 'spec_better', 'bundle'],
    relationship: ['long_trust', 'champion'],
    service: ['quick_response', 'local_team'],
    brand: ['cases', 'good_name'],
    delivery_time: ['quick_delivery'],
  },
} as const satisfies Record<'won' | 'lost', Partial<Record<CloseReason, readonly string[]>>>;

export const allDetails = [
  ...new Set([...Object.values(closeDetails.lost), ...Object.values(closeDetails.won)].flat()),
] as [string, ...string[]];

export const detailsOf = (type: StageType, reason: string | null | undefined): readonly string[] => {
  if (!reason || (type !== 'won' && type !== 'lost')) return [];
  const known = closeDetails[type] as Partial<Record<string, readonly string[]>>;
  return (Object.hasOwn(known, reason) && known[reason]) || [];
};

/** What is said of a deal when it closes, besides the reason. */
export type Closing = {
  detail?: string | null;
  priceGapFen?: number | null;
  priceGapPercent?: number | null;
  doAgain?: string | null;
  retryOn?: string | null;
};

/** What of it is kept: a detail of another reason is dropped, another try is for lost deals, an open deal has none of it. */
export function closingValues(type: StageType, reason: string | null | undefined, said: Closing) {
  const isClosed = type === 'won' || type === 'lost';
  const { detail, priceGapFen, priceGapPercent, doAgain, retryOn } = said;
  return {
    closeDetail: detail && detailsOf(type, reason).includes(detail) ? detail : null,
    priceGapFen: isClosed ? (priceGapFen ?? null) : null,
    priceGapBp: isClosed && priceGapPercent != null ? Math.round(priceGapPercent * 100) : null,
    doAgain: isClosed ? (doAgain ?? null) : null,
    retryOn: type === 'lost' ? (retryOn ?? null) : null,
  };
}
