import type { Role } from '../people/rules';

/**
 * What may be rewarded. A reward waits from the step before and is confirmed by the step itself: a referral of a lead filed
 * is confirmed when the lead is accepted, one of a signed contract waits from its draft on, one of its first payment from its
 * signing on.
 */
export const milestones = [
  'referral_accepted',
  'referral_visited',
  'referral_quoted',
  'referral_signed',
  'referral_paid',
  'deal_signed',
  'deal_paid',
  'customer_rated',
  'certificate_earned',
  'award_granted',
] as const;
export type Milestone = (typeof milestones)[number];

/** Those whose fact has a value in 分, the contract's, of which a share can be given. */
export const valued = [
  'referral_signed',
  'referral_paid',
  'deal_signed',
  'deal_paid',
] as const satisfies readonly Milestone[];
export const hasValue = (milestone: Milestone) => (valued as readonly Milestone[]).includes(milestone);

/** Roles whose work is to sell: what they bring in is no referral. */
export const sellingRoles = ['account_manager', 'team_lead', 'sales_director'] as const satisfies readonly Role[];

/** Why a person's referral of a line would earn nothing; null when it may. A line not said yet may be any. */
export function earnsNothing(roles: readonly Role[], sellingLines: readonly string[], line: string | null) {
  if (roles.some((role) => (sellingRoles as readonly Role[]).includes(role))) return 'selling' as const;
  return line !== null && sellingLines.includes(line) ? ('own_line' as const) : null;
}

export type Step = { fromFen: number; points: number };

/** Points are whole; one is a yuan on the payroll. A share is of the contract's value, in basis points, up to a cap. */
export type Amount =
  | { kind: 'fixed'; points: number }
  | { kind: 'share'; basisPoints: number; cap: number }
  | { kind: 'steps'; steps: Step[] };
export const amountKinds = ['fixed', 'share', 'steps'] as const satisfies readonly Amount['kind'][];

/** What a fact must be; null and empty ask nothing. */
export type Condition = { lines: string[]; minFen: number | null; minRating: number | null };

export type Fact = { valueFen: number | null; line: string | null; rating: number | null };

export const mostPoints = 1_000_000;

/** Whole points for a fact, 0 when there are none to give. A part of a point is not given. */
export function pointsOf(amount: Amount, valueFen: number | null): number {
  switch (amount.kind) {
    case 'fixed':
      return amount.points;
    case 'share':
      return Math.min(amount.cap, Number((BigInt(valueFen ?? 0) * BigInt(amount.basisPoints)) / 1_000_000n));
    case 'steps':
      return amount.steps.reduce((points, step) => ((valueFen ?? 0) >= step.fromFen ? step.points : points), 0);
  }
}

export const meets = (condition: Condition, fact: Fact) =>
  (condition.lines.length === 0 || (fact.line !== null && condition.lines.includes(fact.line))) &&
  (condition.minFen === null || (fact.valueFen ?? 0) >= condition.minFen) &&
  (condition.minRating === null || (fact.rating ?? 0) >= condition.minRating);

/** What is wrong with an amount, as a locale key; null when it can be used. A share without a cap cannot. */
export function amountProblem(milestone: Milestone, amount: Amount): string | null {
  if (amount.kind !== 'fixed' && !hasValue(milestone)) return 'reward_rule.no_value';
  const inside = (points: number) => Number.isInteger(points) && points > 0 && points <= mostPoints;
  if (amount.kind === 'fixed') return inside(amount.points) ? null : 'reward_rule.points_range';
  if (amount.kind === 'share') {
    if (!inside(amount.cap)) return 'reward_rule.cap_missing';
    return amount.basisPoints > 0 && amount.basisPoints <= 10_000 ? null : 'reward_rule.share_range';
  }
  if (amount.steps.length === 0) return 'reward_rule.steps_missing';
  const isRising = amount.steps.every(
    (step, at) =>
      at === 0 || (step.fromFen > amount.steps[at - 1]!.fromFen && step.points >= amount.steps[at - 1]!.points),
  );
  return isRising && amount.steps.every(({ points, fromFen }) => inside(points) && fromFen >= 0)
    ? null
    : 'reward_rule.steps_order';
}

type Spoken = {
  milestone: Milestone;
  audience: readonly string[];
  condition: Pick<Condition, 'lines'>;
  startsOn: string;
  endsOn: string;
};
const meet = (a: readonly string[], b: readonly string[]) =>
  a.length === 0 || b.length === 0 || a.some((one) => b.includes(one));

/** Whether two rules would both pay the same person for the same fact. */
export const paysTwice = (a: Spoken, b: Spoken) =>
  a.milestone === b.milestone &&
  meet(a.audience, b.audience) &&
  meet(a.condition.lines, b.condition.lines) &&
  a.startsOn <= b.endsOn &&
  b.startsOn <= a.endsOn;

export const rewardStates = ['pending', 'confirmed', 'voided'] as const;
export type RewardState = (typeof rewardStates)[number];

/** Only what never happened can be voided. */
export const voidReasons = ['duplicate', 'fraud'] as const;
export type VoidReason = (typeof voidReasons)[number];

/** The first day of the quarter a day lies in. */
export function quarterOf(day: string): string {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

/** The first day of the quarter so many after. */
export function quarterAfter(quarter: string, many: number): string {
  const months = Number(quarter.slice(0, 4)) * 12 + Number(quarter.slice(5, 7)) - 1 + many * 3;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}
