import { isForCustomer, isSoldIn } from '../offerings/pricing';
import type { ProductLine } from '../offerings/rules';
import { afterDiscount, spread } from '../offerings/spread';
import { type Effect, leftOf, type Purchase, stateOf, type Timed } from './rules';

export type Promotion = Timed & {
  id: string;
  offeringId: string | null;
  line: ProductLine | null;
  regions: readonly string[];
  industries: readonly string[];
  grades: readonly string[];
  purchase: Purchase;
  heldOfferingId: string | null;
  perCustomer: number | null;
  effect: Effect;
  /** Basis points, 分 or months, as the effect says. */
  amount: number;
  exclusiveGroup: string | null;
};

export type PromotedLine = {
  id: string;
  offeringId: string;
  line: ProductLine;
  regionCode: string | null;
  oneOffFen: number;
  monthlyFen: number;
  months: number;
};

export type PromotedCustomer = {
  enterpriseId: string | null;
  industry: string | null;
  grade: string | null;
  heldOfferingIds: readonly string[];
  /** How often the customer has had each promotion, other quotes that are out counted. */
  had?: Readonly<Record<string, number>>;
};

export const clashKinds = ['not_live', 'not_eligible', 'not_held', 'held_already', 'had_enough', 'nothing_to_apply', 'budget', 'same_group', 'stacked', 'twice'] as const; // biome-ignore format: a list
export type ClashKind = (typeof clashKinds)[number];

/** Why a promotion cannot be given; `otherId` is the promotion it clashes with, `lineId` where. */
export type Clash = {
  promotionId: string;
  kind: ClashKind;
  otherId?: string;
  lineId?: string;
};

/** What a promotion takes off a line: once, each month, and how many months cost nothing; `worthFen` over the term. */
export type Given = {
  promotionId: string;
  lineId: string;
  oneOffFen: number;
  monthlyFen: number;
  freeMonths: number;
  worthFen: number;
};

const charge = (effect: Effect) => (effect.endsWith('one_off') ? 'one_off' : 'monthly');

/** What it is on and what it gives. */
export type Offered = Pick<Promotion, 'id' | 'offeringId' | 'line' | 'regions' | 'effect' | 'amount'>;

/** The lines a promotion is on: of its offering or product line, sold where it is offered, with something to take off. */
const linesFor = (promotion: Offered, lines: readonly PromotedLine[]) =>
  lines.filter(
    (line) =>
      (promotion.offeringId === null || promotion.offeringId === line.offeringId) &&
      (promotion.line === null || promotion.line === line.line) &&
      isSoldIn(promotion, line.regionCode) &&
      (charge(promotion.effect) === 'one_off' ? line.oneOffFen > 0 : line.monthlyFen > 0 && line.months > 0),
  );

function applied(promotion: Offered, lines: readonly PromotedLine[]): Given[] {
  const isOnce = charge(promotion.effect) === 'one_off';
  const full = lines.map((line) => (isOnce ? line.oneOffFen : line.monthlyFen));
  const off = promotion.effect.startsWith('percent')
    ? full.map((fen) => fen - afterDiscount(fen, promotion.amount))
    : promotion.effect === 'free_months'
      ? full.map(() => 0)
      : // an amount is given once over all its lines, never more than they cost
        spread(
          Math.min(
            promotion.amount,
            full.reduce((a, b) => a + b, 0),
          ),
          full,
        );
  return lines.map((line, at) => {
    const freeMonths = promotion.effect === 'free_months' ? Math.min(promotion.amount, line.months) : 0;
    const [oneOffFen, monthlyFen] = isOnce ? [off[at]!, 0] : [0, off[at]!];
    const worthFen = oneOffFen + monthlyFen * line.months + freeMonths * line.monthlyFen;
    return { promotionId: promotion.id, lineId: line.id, oneOffFen, monthlyFen, freeMonths, worthFen };
  });
}

/** What a promotion takes off these lines. */
export const cutsOf = (promotion: Offered, lines: readonly PromotedLine[]): Given[] =>
  applied(promotion, linesFor(promotion, lines));

/**
 * Whether these promotions may be given to a customer together, and what they take off each line. Refused, with every
 * clash named: one that is not running or whose budget does not reach, for whom it was not meant, two of one exclusive
 * group or had as often as allowed, and two that lower the same charge of the same line, because a customer gets one offer for one thing. The
 * budget is spent by `app.take_promotion` when the quote is sent; here it is only looked at.
 */
export function choosePromotions(
  chosen: readonly Promotion[],
  customer: PromotedCustomer,
  lines: readonly PromotedLine[],
  day: string,
): { ok: true; given: Given[] } | { ok: false; clashes: Clash[] } {
  const clashes: Clash[] = [];
  const given: Given[] = [];
  for (const [at, promotion] of chosen.entries()) {
    const refuse = (kind: Clash['kind'], more: Partial<Clash> = {}) =>
      clashes.push({ promotionId: promotion.id, kind, ...more });
    const before = chosen.slice(0, at);
    const on = linesFor(promotion, lines);
    if (before.some(({ id }) => id === promotion.id)) {
      refuse('twice');
      continue;
    }
    if (stateOf(promotion, day) !== 'live') refuse('not_live');
    if (!isForCustomer({ ...promotion, enterpriseId: null }, customer)) refuse('not_eligible');
    const holds = promotion.heldOfferingId !== null && customer.heldOfferingIds.includes(promotion.heldOfferingId);
    if (promotion.purchase === 'repeat' && !holds) refuse('not_held');
    if (promotion.purchase === 'first' && holds) refuse('held_already');
    if (promotion.perCustomer !== null && (customer.had?.[promotion.id] ?? 0) >= promotion.perCustomer)
      refuse('had_enough');
    if (!on.length) refuse('nothing_to_apply');
    const own = applied(promotion, on);
    const left = leftOf(promotion);
    const worthFen = own.reduce((sum, one) => sum + one.worthFen, 0);
    if (promotion.budgetKind === 'amount' && left !== null && left > 0 && worthFen > left) refuse('budget');
    for (const other of before) {
      if (promotion.exclusiveGroup !== null && promotion.exclusiveGroup === other.exclusiveGroup)
        refuse('same_group', { otherId: other.id });
      const shared = linesFor(other, on)[0];
      if (shared && charge(other.effect) === charge(promotion.effect))
        refuse('stacked', { otherId: other.id, lineId: shared.id });
    }
    given.push(...own);
  }
  return clashes.length ? { ok: false, clashes } : { ok: true, given };
}
