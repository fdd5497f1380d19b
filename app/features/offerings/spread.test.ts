import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterDiscount, spread } from './spread';

const fen = fc.integer({ min: 0, max: 1_000_000_000_000 });
const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);

describe('sharing an amount out', () => {
  it('adds up to the 分, and nobody is a 分 from their share', () => {
    fc.assert(
      fc.property(fen, fc.array(fen, { minLength: 1, maxLength: 50 }), (total, weights) => {
        const shares = spread(total, weights);
        expect(sum(shares)).toBe(total);
        const all = sum(weights);
        for (const [at, share] of shares.entries()) {
          expect(share).toBeGreaterThanOrEqual(0);
          if (all) expect(Math.abs(share - (total * weights[at]!) / all)).toBeLessThan(1.001);
          if (all && weights[at] === 0) expect(share).toBe(0);
        }
      }),
    );
  });

  it('rounds what is left half up', () => {
    expect([
      afterDiscount(5, 1000),
      afterDiscount(100, 0),
      afterDiscount(100, 10_000),
      afterDiscount(15, 1000),
    ]).toEqual([5, 100, 0, 14]);
    expect(spread(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(spread(7, [0, 0])).toEqual([7, 0]);
  });
});
