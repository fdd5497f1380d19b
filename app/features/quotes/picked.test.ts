import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriceRule } from '../bundles/rules';
import { afterDiscount } from '../offerings/spread';
import { effects } from '../promotions/rules';
import { type PickedBundle, type PickedPromotion, prunePicks, withKind } from './picked';
import { addUp, type StoredLine } from './priced';

const pick = (priceRule: PriceRule, siteIds: string[]): PickedBundle => ({
  id: 'p', bundleId: 'b', code: 'B', name: '组合', nameEn: null, priceRule, kinds: [{ siteIds, quantities: {} }],
}); // biome-ignore format: one row
const promotion = (more: Partial<PickedPromotion> = {}): PickedPromotion => ({
  id: 'x', code: 'X', name: '优惠', nameEn: null, offeringId: null, line: null, regions: [], effect: 'percent_monthly', amount: 1000,
  homeCode: '330100', ...more,
}); // biome-ignore format: one row
const line = (more: Partial<StoredLine> = {}): StoredLine => ({
  kind: 'recurring', period: 'month', amountFen: 100_000, tiers: [], costFen: 60_000, taxPercent: 6, quantity: 1, siteId: 'a',
  discountBp: 0, productLine: 'internet', offeringId: 'dia', pickId: null, ...more,
}); // biome-ignore format: one row
const sites = [{ id: 'a', groupName: null, divisionCode: '330106' }, { id: 'b', groupName: null, divisionCode: null }]; // biome-ignore format: one line
const terms = { months: 24, discountBp: 0, groupDiscounts: {} };

const bp = fc.integer({ min: 0, max: 10_000 });
const rules: fc.Arbitrary<PriceRule> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), basisPoints: bp, on: fc.constantFrom('all' as const, 'one_off' as const, 'recurring' as const) }),
  fc.record({ kind: fc.constant('fixed' as const), oneOffFen: fc.option(fc.nat(9_000_000)), monthlyFen: fc.option(fc.nat(9_000_000)) }),
  fc.record({ kind: fc.constant('step' as const), steps: fc.array(fc.record({ fromSites: fc.integer({ min: 1, max: 9 }), basisPoints: bp }), { maxLength: 3 }) }),
); // biome-ignore format: one line a rule
const anyLine = fc
  .record({
    kind: fc.constantFrom('one_off' as const, 'recurring' as const, 'usage' as const),
    every: fc.constantFrom('month' as const, 'quarter' as const, 'year' as const),
    amountFen: fc.nat(5_000_000),
    quantity: fc.integer({ min: 1, max: 50 }),
    discountBp: bp,
    taxPercent: fc.constantFrom(0 as const, 6 as const, 9 as const, 13 as const),
    siteId: fc.constantFrom('a', 'b', null),
    pickId: fc.constantFrom('p', null),
  })
  .map(({ every, ...one }) => line({ ...one, period: one.kind === 'recurring' ? every : null }));

describe('a quote with a bundle and promotions', () => {
  it('is the sum of its lines to the 分, and no line is below nothing', () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(anyLine, { minLength: 1, maxLength: 25 }),
        fc.array(fc.record({ effect: fc.constantFrom(...effects), amount: fc.integer({ min: 1, max: 10_000 }) }), { maxLength: 2 }),
        fc.nat(3000),
        (priceRule, lines, chosen, discountBp) => {
          const promotions = chosen.map((one, at) => promotion({ ...one, id: `${at}` }));
          const all = { ...terms, discountBp, bundles: [pick(priceRule, ['a', 'b'])], promotions };
          const { priced, sum, worth } = addUp(all, sites, lines);
          const total = (key: 'totalFen' | 'taxFen') => priced.reduce((fen, one) => fen + one.sum[key], 0);
          expect(sum.totalFen).toBe(total('totalFen'));
          expect(sum.taxFen).toBe(total('taxFen'));
          expect(sum.grossFen).toBe(sum.totalFen + sum.taxFen);
          for (const { sum: one } of priced) expect(Math.min(one.netFen, one.totalFen, one.taxFen)).toBeGreaterThanOrEqual(0);
          const without = addUp({ ...all, promotions: [] }, sites, lines).sum.totalFen;
          expect([...worth.values()].reduce((fen, one) => fen + one, 0)).toBe(without - sum.totalFen);
        },
      ),
    ); // biome-ignore format: one line an argument
  });

  it('costs what the bundle says, however its lines are rounded', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 }), bp, (amounts, basisPoints) => {
        const lines = amounts.map((amountFen) => line({ amountFen, pickId: 'p' }));
        const rule = { kind: 'percent', basisPoints, on: 'all' } as const;
        const { sum } = addUp({ ...terms, bundles: [pick(rule, ['a'])] }, sites, lines);
        const list = amounts.reduce((fen, one) => fen + one, 0);
        expect(sum.monthlyFen).toBe(afterDiscount(list, basisPoints));
      }),
    );
    const fixed = { kind: 'fixed', oneOffFen: null, monthlyFen: 99_999 } as const;
    const lines = [line({ pickId: 'p' }), line({ pickId: 'p', siteId: 'b', amountFen: 7 }), line()];
    expect(addUp({ ...terms, bundles: [pick(fixed, ['a', 'b'])] }, sites, lines).sum.monthlyFen).toBe(299_998);
  });

  it('does not count a bundle or a promotion as a discount somebody has to allow', () => {
    const rule = { kind: 'percent', basisPoints: 5000, on: 'all' } as const;
    const all = { ...terms, bundles: [pick(rule, ['a'])], promotions: [promotion()] };
    const { economics, priced } = addUp(all, sites, [line({ pickId: 'p', discountBp: 200 })]);
    expect(economics.deepestBp).toBe(200);
    expect(priced[0]?.sum).toMatchObject({ listFen: 100_000, netFen: 44_100 });
  });

  it('lets the first months pass and pays the rest', () => {
    const free = promotion({ effect: 'free_months', amount: 3 });
    const { sum, economics, worth } = addUp({ ...terms, promotions: [free] }, sites, [line()]);
    expect([sum.totalFen, sum.monthlyFen, worth.get('x')]).toEqual([2_100_000, 100_000, 300_000]);
    expect(economics.cash.slice(0, 5)).toEqual([0, -60_000, -120_000, -180_000, -140_000]);
    expect(economics.cash.at(-1)).toBe(sum.totalFen - (economics.costFen ?? 0));
  });

  it('gives a promotion only where it is offered', () => {
    const there = promotion({ regions: ['33'] });
    const cut = (siteId: string | null, homeCode: string | null) =>
      addUp({ ...terms, promotions: [{ ...there, homeCode }] }, sites, [line({ siteId })]).sum.monthlyFen;
    expect([cut('a', null), cut('b', null), cut('b', '330100'), cut(null, '440100')]).toEqual([
      90_000, 100_000, 90_000, 100_000,
    ]);
  });
});

describe('the sites of a bundle', () => {
  const of = (...siteIds: string[]) => ({ siteIds, quantities: { [siteIds.join()]: 1 } });
  it('are of one kind each, the last one chosen', () => {
    expect(withKind([of('a', 'b'), of()], of('b')).map(({ siteIds }) => siteIds)).toEqual([['a'], [], ['b']]);
    expect(withKind([of('a'), of()], of())).toHaveLength(2);
  });
  it('are forgotten when they leave the quote, and with the last of them the bundle', () => {
    const rule = { kind: 'step', steps: [] } as const;
    expect(prunePicks([pick({ ...rule, steps: [] }, ['a', 'b'])], new Set(['b']))[0]?.kinds[0]?.siteIds).toEqual(['b']);
    expect(prunePicks([pick({ ...rule, steps: [] }, ['a'])], new Set())).toEqual([]);
    expect(prunePicks([pick({ ...rule, steps: [] }, [])], new Set())).toHaveLength(1);
  });
});
