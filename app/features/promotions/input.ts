import * as z from 'zod';
import {
  choice,
  day,
  id,
  line,
  optionalChoice,
  optionalId,
  optionalInteger,
  optionalLine,
  optionalText,
  version,
} from '~/core/fields';
import { parseYuan } from '~/core/money';
import { ticked } from '../offerings/input';
import { productLines } from '../offerings/rules';
import { budgetKinds, type Effect, effects, purchases } from './rules';

/** `12.5` as basis points, `88` as 分, `2` as months: as the effect says; null where it is not that. */
export function amountOf(effect: Effect, typed: string): number | null {
  const plain = typed.normalize('NFKC').replace(/[%\s]/g, '');
  if (effect.startsWith('percent')) {
    const share = /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : 0;
    return share > 0 && share <= 10_000 ? share : null;
  }
  if (effect === 'free_months') {
    const months = /^\d{1,2}$/.test(plain) ? Number(plain) : 0;
    return months > 0 && months <= 60 ? months : null;
  }
  const fen = parseYuan(plain);
  return fen !== null && fen > 0 ? fen : null;
}

const wrongAmount = (effect: Effect) =>
  effect.startsWith('percent')
    ? 'promotion.percent_range'
    : effect === 'free_months'
      ? 'promotion.months_range'
      : 'promotion.amount_needed';

const fields = {
  name: line(80),
  nameEn: optionalLine(120),
  description: optionalText(1000),
  startsOn: day,
  endsOn: day,
  effect: choice(effects),
  amount: line(24),
  line: optionalChoice(productLines),
  offeringId: optionalId,
  budgetKind: optionalChoice(budgetKinds),
  budget: optionalLine(24),
  regions: ticked(/^\d{2}(\d{2}|\d{4})?$/),
  industries: ticked(/^([A-T]|\d{2})$/),
  grades: ticked(/^[A-D]$/),
  purchase: choice(purchases).default('any'),
  heldOfferingId: optionalId,
  perCustomer: optionalInteger(1, 999),
  exclusiveGroup: optionalLine(40),
};

type Typed = z.output<z.ZodObject<typeof fields>>;

function checked<T extends Typed>(typed: T, ctx: z.RefinementCtx) {
  const wrong = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
  if (typed.endsOn < typed.startsOn) wrong('endsOn', 'promotion.days_order');
  if (typed.line && typed.offeringId) wrong('offeringId', 'promotion.on_one');
  if (typed.purchase !== 'any' && !typed.heldOfferingId) wrong('heldOfferingId', 'promotion.held_needed');
  const amount = amountOf(typed.effect, typed.amount);
  if (amount === null) wrong('amount', wrongAmount(typed.effect));
  const budget =
    typed.budgetKind === null
      ? null
      : typed.budgetKind === 'amount'
        ? parseYuan(typed.budget ?? '')
        : Number(/^\d{1,7}$/.test(typed.budget ?? '') ? typed.budget : 0);
  if (typed.budgetKind !== null && !budget) wrong('budget', 'promotion.budget_needed');
  const heldOfferingId = typed.purchase === 'any' ? null : typed.heldOfferingId;
  return { ...typed, amount: amount ?? 0, budget: budget || null, heldOfferingId };
}

/** `reach` says whose it is: the whole group's, or the own company's. */
export const newPromotionInput = z
  .object({
    id,
    code: line(40).regex(/^[A-Za-z0-9._-]+$/, 'offering.code_letters'),
    reach: choice(['group', 'company']).default('company'),
    ...fields,
  })
  .transform(checked);
export type NewPromotion = z.output<typeof newPromotionInput>;

export const promotionEdit = z.object({ version, ...fields }).transform(checked);
export type PromotionEdit = z.output<typeof promotionEdit>;
export const endInput = z.object({ version });
