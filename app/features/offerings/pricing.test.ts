import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForCustomer, isSoldIn, periodsIn, priceOf } from './pricing';

const amount = fc.integer({ min: 0, max: 1_000_000 });
const tiers = fc.uniqueArray(fc.record({ from: fc.integer({ min: 2, max: 5000 }), amountFen: amount }), {
  selector: ({ from }) => from,
  maxLength: 5,
});

describe('the price of a quantity', () => {
  it('is the sum of what each single unit costs', () => {
    fc.assert(
      fc.property(amount, tiers, fc.integer({ min: 0, max: 300 }), (amountFen, steps, quantity) => {
        const costs = (unit: number) =>
          steps.filter(({ from }) => from <= unit).sort((a, b) => b.from - a.from)[0]?.amountFen ?? amountFen;
        let sum = 0;
        for (let unit = 1; unit <= quantity; unit++) sum += costs(unit);
        expect(priceOf({ amountFen, tiers: steps }, quantity)).toBe(sum);
      }),
    );
  });

  it('never falls when more is bought, and nothing costs nothing', () => {
    fc.assert(
      fc.property(amount, tiers, fc.nat(10_000), fc.nat(1000), (amountFen, steps, quantity, more) => {
        const price = { amountFen, tiers: steps };
        expect(priceOf(price, quantity + more)).toBeGreaterThanOrEqual(priceOf(price, quantity));
        expect(priceOf(price, 0)).toBe(0);
      }),
    );
  });

  it('refuses parts, negatives and what cannot be counted', () => {
    for (const quantity of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => priceOf({ amountFen: 1, tiers: [] }, quantity)).toThrow(RangeError);
    expect(() => priceOf({ amountFen: 1e15, tiers: [] }, 100)).toThrow(RangeError);
  });
});

describe('where, when and for whom', () => {
  it('charges a period that has begun', () => {
    expect([periodsIn('month', 13), periodsIn('quarter', 13), periodsIn('year', 13), periodsIn('year', 0)]).toEqual([
      13, 5, 2, 0,
    ]);
  });

  it('is sold everywhere unless regions are named', () => {
    expect(isSoldIn({ regions: [] }, null)).toBe(true);
    expect(isSoldIn({ regions: ['33', '4403'] }, '330100')).toBe(true);
    expect(isSoldIn({ regions: ['33', '4403'] }, '440300')).toBe(true);
    expect(isSoldIn({ regions: ['33', '4403'] }, '440100')).toBe(false);
    expect(isSoldIn({ regions: ['33'] }, null)).toBe(false);
  });

  it('is for those it was tailored for', () => {
    const bank = { enterpriseId: 'b', industry: '66', grade: 'A' };
    const open = { enterpriseId: null, industries: [], grades: [] };
    expect(isForCustomer(open, { enterpriseId: null, industry: null, grade: null })).toBe(true);
    expect(isForCustomer({ ...open, enterpriseId: 'b' }, bank)).toBe(true);
    expect(isForCustomer({ ...open, enterpriseId: 'c' }, bank)).toBe(false);
    expect(isForCustomer({ ...open, industries: ['J', '66'], grades: ['A'] }, bank)).toBe(true);
    expect(isForCustomer({ ...open, industries: ['66'], grades: ['B'] }, bank)).toBe(false);
    expect(isForCustomer({ ...open, industries: ['66'] }, { ...bank, industry: null })).toBe(false);
  });
});
