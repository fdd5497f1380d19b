export const budgetKinds = ['count', 'amount'] as const;
export type BudgetKind = (typeof budgetKinds)[number];

/** What is given, and on what: a share (basis points) or an amount (分) off, or months that cost nothing. */
export const effects = ['percent_one_off', 'percent_monthly', 'fixed_one_off', 'fixed_monthly', 'free_months'] as const;
export type Effect = (typeof effects)[number];

/** Who may have it by what they hold of another offering: everybody, who buys it the first time, or who buys again. */
export const purchases = ['any', 'first', 'repeat'] as const;
export type Purchase = (typeof purchases)[number];

export const promotionStates = ['coming', 'live', 'spent', 'over'] as const;
export type PromotionState = (typeof promotionStates)[number];

export type Timed = {
  startsOn: string;
  endsOn: string;
  endedAt: Date | string | null;
  budgetKind: BudgetKind | null;
  budget: number | null;
  usedCount: number;
  usedFen: number;
};

/** What is left of the budget, in times or 分; null: no end to it. */
export const leftOf = ({ budgetKind, budget, usedCount, usedFen }: Timed) =>
  budgetKind === null || budget === null ? null : Math.max(0, budget - (budgetKind === 'count' ? usedCount : usedFen));

export function stateOf(promotion: Timed, day: string): PromotionState {
  if (promotion.endedAt !== null || promotion.endsOn < day) return 'over';
  if (leftOf(promotion) === 0) return 'spent';
  return promotion.startsOn > day ? 'coming' : 'live';
}

/** Those that run or will, and those that are over. */
export const promotionShows = ['now', 'over'] as const;
export type PromotionShow = (typeof promotionShows)[number];
