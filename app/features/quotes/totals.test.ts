import { describe, expect, it } from 'vitest';
import { economicsOf, type PricedLine, sumLine, sumQuote } from './totals';

const line = (given: Partial<PricedLine> = {}): PricedLine => ({
  kind: 'recurring',
  period: 'month',
  amountFen: 1000_00,
  tiers: [],
  costFen: 600_00,
  taxPercent: 6,
  quantity: 1,
  discountsBp: [0, 0, 0],
  ...given,
});
const summed = (lines: PricedLine[], months = 36) => lines.map((one) => ({ line: one, sum: sumLine(one, months) }));

/** Numbers that look random and are the same each time. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
function anyLines(seed: number, count: number): PricedLine[] {
  const roll = dice(seed);
  return Array.from({ length: count }, () => {
    const kind = (['one_off', 'recurring', 'usage'] as const)[roll(3)]!;
    return line({
      kind,
      period: kind === 'recurring' ? (['month', 'quarter', 'year'] as const)[roll(3)]! : null,
      amountFen: roll(50_000_00),
      costFen: roll(30_000_00),
      taxPercent: ([0, 6, 9, 13] as const)[roll(4)]!,
      quantity: 1 + roll(200),
      discountsBp: [roll(10_001), roll(3000), roll(2000)],
    });
  });
}

describe('a line', () => {
  it('is rounded once, half up, after all three discounts', () => {
    expect(sumLine(line({ amountFen: 1, discountsBp: [5000, 0, 0] }), 1).netFen).toBe(1);
    expect(sumLine(line({ amountFen: 1, discountsBp: [5001, 0, 0] }), 1).netFen).toBe(0);
    // 999.99 × 3 × 0.9 × 0.95 × 0.98 = 2513.654863…
    const sum = sumLine(line({ amountFen: 999_99, quantity: 3, discountsBp: [1000, 500, 200] }), 12);
    expect(sum).toMatchObject({ netFen: 2513_67, payments: 12, totalFen: 2513_67 * 12, discountBp: 1621 });
  });

  it('is exact where floats are not', () => {
    const sum = sumLine(line({ amountFen: 900_719_925_474_099, quantity: 1, discountsBp: [1, 1, 1] }), 1);
    // worked out with whole numbers elsewhere
    expect(sum.netFen).toBe(Number((900_719_925_474_099n * 9999n ** 3n * 2n + 10_000n ** 3n) / (2n * 10_000n ** 3n)));
  });

  it('pays a period that has begun', () => {
    const of = (period: 'month' | 'quarter' | 'year', months: number) => sumLine(line({ period }), months).payments;
    expect([of('month', 7), of('quarter', 7), of('year', 13), of('year', 12)]).toEqual([7, 3, 2, 1]);
    expect(sumLine(line({ kind: 'one_off', period: null }), 36)).toMatchObject({ payments: 1, monthlyFen: 0 });
    expect(sumLine(line({ period: 'year', amountFen: 100 }), 12).monthlyFen).toBe(8);
  });

  it('pays usage step by step', () => {
    const tiers = [
      { from: 101, amountFen: 80 },
      { from: 1001, amountFen: 50 },
    ];
    const usage = (units: number) =>
      sumLine(line({ kind: 'usage', period: null, amountFen: 100, tiers, quantity: units }), 1).netFen;
    expect([usage(100), usage(101), usage(1000), usage(1100)]).toEqual([
      100 * 100,
      100 * 100 + 80,
      100 * 100 + 900 * 80,
      100 * 100 + 900 * 80 + 100 * 50,
    ]);
  });

  it('is taxed by its own rate', () => {
    for (const [taxPercent, taxFen] of [
      [0, 0],
      [6, 60_00],
      [9, 90_00],
      [13, 130_00],
    ] as const)
      expect(sumLine(line({ taxPercent }), 1).taxFen).toBe(taxFen);
    expect(sumLine(line({ amountFen: 8, taxPercent: 6 }), 1).taxFen).toBe(0);
    expect(sumLine(line({ amountFen: 9, taxPercent: 6 }), 1).taxFen).toBe(1);
  });
});

describe('a quote', () => {
  it('is the sum of its lines, in whatever order', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const lines = summed(anyLines(seed, 1 + (seed % 17)), 1 + (seed % 60));
      const sum = sumQuote(lines);
      const add = (of: (one: (typeof lines)[number]) => number) => lines.reduce((total, one) => total + of(one), 0);
      expect(sum.totalFen).toBe(add(({ sum }) => sum.netFen * sum.payments));
      expect(sum.taxFen).toBe(add(({ sum }) => sum.taxFen));
      expect(sum.grossFen).toBe(sum.totalFen + sum.taxFen);
      expect(sum.taxes.reduce((total, rate) => total + rate.taxFen, 0)).toBe(sum.taxFen);
      expect(sum.taxes.reduce((total, rate) => total + rate.netFen, 0)).toBe(sum.totalFen);
      const shuffled = [...lines].sort((a, b) => (a.line.amountFen % 97) - (b.line.amountFen % 97));
      expect(sumQuote(shuffled)).toEqual(sum);
      expect(economicsOf(shuffled, 1 + (seed % 60))).toEqual(economicsOf(lines, 1 + (seed % 60)));
      for (const { sum } of lines) {
        expect(sum.netFen).toBeGreaterThanOrEqual(0);
        expect(sum.netFen).toBeLessThanOrEqual(sum.listFen);
        expect(sum.discountBp).toBeGreaterThanOrEqual(0);
        expect(sum.discountBp).toBeLessThanOrEqual(10_000);
        for (const amount of [sum.netFen, sum.taxFen, sum.totalFen]) expect(Number.isSafeInteger(amount)).toBe(true);
      }
    }
  });

  it('does not grow when a discount does', () => {
    const roll = dice(7);
    for (let n = 0; n < 200; n++) {
      const [one] = anyLines(1000 + n, 1);
      const [a, b, c] = one!.discountsBp;
      const deeper = { ...one!, discountsBp: [Math.min(10_000, a + roll(500)), b, c] as const };
      expect(sumLine(deeper, 12).netFen).toBeLessThanOrEqual(sumLine(one!, 12).netFen);
    }
  });

  it('tells margin, cash and when it has paid for itself', () => {
    const lines = summed([
      line({ kind: 'one_off', period: null, amountFen: 0, costFen: 1000_00 }),
      line({ amountFen: 1000_00, costFen: 600_00 }),
    ]);
    const { cash, ...rest } = economicsOf(lines, 36);
    expect(rest).toEqual({ costFen: 22_600_00, marginBp: 3722, unknownCosts: 0, deepestBp: 0, breakEvenMonth: 3 });
    expect(cash.slice(0, 5)).toEqual([-1000_00, -600_00, -200_00, 200_00, 600_00]);
    expect(cash.at(-1)).toBe(36_000_00 - 22_600_00);
    expect(economicsOf(summed([line({ costFen: 2000_00 })]), 12)).toMatchObject({ breakEvenMonth: null });
    expect(economicsOf(summed([line({ costFen: 0 })]), 12)).toMatchObject({ breakEvenMonth: 0, marginBp: 10_000 });
    expect(economicsOf(summed([line(), line({ costFen: null })]), 12)).toMatchObject({
      costFen: null,
      marginBp: 4000,
      unknownCosts: 1,
      cash: [],
    });
    expect(economicsOf(summed([line({ amountFen: 300, costFen: 400 })]), 12).marginBp).toBe(-3334);
  });
});
