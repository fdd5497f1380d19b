import { isSoldIn } from '../offerings/pricing';

export type Audience = {
  regions: readonly string[];
  industries: readonly string[];
  grades: readonly string[];
  heldOfferingId: string | null;
};

/** Who wants to buy; `regionCode` of GB/T 2260, what they hold already by the id of the offering. */
export type Buyer = {
  regionCode: string | null;
  industry: string | null;
  grade: string | null;
  heldOfferingIds: readonly string[];
};

export const bars = ['region', 'industry', 'grade', 'held'] as const;
export type Bar = (typeof bars)[number];

/** Why a customer may not have it; nothing: they may. Each condition that was set must hold, empty lists ask nothing. */
export const barsFor = (audience: Audience, buyer: Buyer): Bar[] =>
  bars.filter((bar) => {
    if (bar === 'region') return !isSoldIn(audience, buyer.regionCode);
    if (bar === 'industry')
      return audience.industries.length > 0 && !audience.industries.includes(buyer.industry ?? '');
    if (bar === 'grade') return audience.grades.length > 0 && !audience.grades.includes(buyer.grade ?? '');
    return audience.heldOfferingId !== null && !buyer.heldOfferingIds.includes(audience.heldOfferingId);
  });
