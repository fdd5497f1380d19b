import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choosePromotions, type PromotedLine, type Promotion } from './choose';
import { effects } from './rules';

const day = '2026-11-22';
const promotion = (id: string, more: Partial<Promotion> = {}): Promotion => ({
  id, startsOn: '2026-11-01', endsOn: '2026-12-31', endedAt: null, budgetKind: null, budget: null, usedCount: 0, usedFen: 0,
  offeringId: null, line: null, regions: [], industries: [], grades: [], purchase: 'any', heldOfferingId: null, perCustomer: null, effect: 'percent_monthly',
  amount: 1000, exclusiveGroup: null, ...more,
}); // biome-ignore format: one row
const line = (id: string, more: Partial<PromotedLine> = {}): PromotedLine => ({
  id, offeringId: 'dia', line: 'internet', regionCode: '330100', oneOffFen: 200_000, monthlyFen: 260_000, months: 24, ...more,
}); // biome-ignore format: one row
const bank = { enterpriseId: null, industry: '66', grade: 'A', heldOfferingIds: ['dia'], had: { a: 2 } };
const choose = (...chosen: Promotion[]) =>
  choosePromotions(chosen, bank, [line('1'), line('2', { line: 'satellite' })], day);
const clashes = (...chosen: Promotion[]) => {
  const result = choose(...chosen);
  return result.ok ? [] : result.clashes.map(({ kind, otherId }) => (otherId ? `${kind} ${otherId}` : kind));
};

describe('promotions for one customer', () => {
  it('take off what they say', () => {
    expect(choose(promotion('a', { line: 'internet' }))).toEqual({
      ok: true,
      given: [{ promotionId: 'a', lineId: '1', oneOffFen: 0, monthlyFen: 26_000, freeMonths: 0, worthFen: 624_000 }],
    });
    expect(choose(promotion('a', { effect: 'free_months', amount: 2, line: 'satellite' }))).toMatchObject({
      given: [{ lineId: '2', freeMonths: 2, worthFen: 520_000 }],
    });
    const fixed = choose(promotion('a', { effect: 'fixed_one_off', amount: 50_001 }));
    expect(fixed).toMatchObject({ given: [{ oneOffFen: 25_001 }, { oneOffFen: 25_000 }] });
  });

  it('are refused where they are not meant', () => {
    expect(clashes(promotion('a', { startsOn: '2026-12-01' }))).toEqual(['not_live']);
    expect(clashes(promotion('a', { budgetKind: 'count', budget: 3, usedCount: 3 }))).toEqual(['not_live']);
    expect(clashes(promotion('a', { budgetKind: 'amount', budget: 100, usedFen: 50 }))).toEqual(['budget']);
    expect(clashes(promotion('a', { grades: ['B'] }))).toEqual(['not_eligible']);
    expect(clashes(promotion('a', { industries: ['J', '66'] }))).toEqual([]);
    expect(clashes(promotion('a', { purchase: 'repeat', heldOfferingId: 'ka' }))).toEqual(['not_held']);
    expect(clashes(promotion('a', { purchase: 'repeat', heldOfferingId: 'dia' }))).toEqual([]);
    expect(clashes(promotion('a', { purchase: 'first', heldOfferingId: 'dia' }))).toEqual(['held_already']);
    expect(clashes(promotion('a', { purchase: 'first', heldOfferingId: 'ka' }))).toEqual([]);
    expect(clashes(promotion('a', { perCustomer: 2 }))).toEqual(['had_enough']);
    expect(clashes(promotion('a', { perCustomer: 3 }))).toEqual([]);
    expect(clashes(promotion('a', { regions: ['44'] }))).toEqual(['nothing_to_apply']);
  });

  it('never contradict or stack, and the clash is named', () => {
    expect(clashes(promotion('a'), promotion('a'))).toEqual(['twice']);
    expect(clashes(promotion('a'), promotion('b', { effect: 'free_months', amount: 1 }))).toEqual(['stacked a']);
    expect(clashes(promotion('a'), promotion('b', { effect: 'percent_one_off' }))).toEqual([]);
    expect(clashes(promotion('a', { line: 'internet' }), promotion('b', { line: 'satellite' }))).toEqual([]);
    const grouped = (id: string, on: 'internet' | 'satellite') => promotion(id, { line: on, exclusiveGroup: '11.11' });
    expect(clashes(grouped('a', 'internet'), grouped('b', 'satellite'))).toEqual(['same_group a']);
  });

  it('never take off more than there is', () => {
    const fen = fc.integer({ min: 1, max: 1_000_000_000 });
    const lines = fc.array(fc.record({ oneOffFen: fen, monthlyFen: fen, months: fc.integer({ min: 1, max: 60 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(lines, fc.constantFrom(...effects), fc.integer({ min: 1, max: 10_000 }), (list, effect, amount) => {
        const all = list.map((one, at) => line(`${at}`, one));
        const result = choosePromotions([promotion('a', { effect, amount })], bank, all, day);
        if (!result.ok) throw new Error('refused');
        for (const [at, one] of result.given.entries()) {
          expect(one.oneOffFen).toBeLessThanOrEqual(all[at]!.oneOffFen);
          expect(one.monthlyFen).toBeLessThanOrEqual(all[at]!.monthlyFen);
          expect(one.freeMonths).toBeLessThanOrEqual(all[at]!.months);
        }
      }),
    );
  });
});
