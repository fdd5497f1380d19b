import { describe, expect, it } from 'vitest';
import { backTest, gateFailures, rungFor, shrunkRate, spreadOf, spreadOfSums } from './rules';

describe('the spread of what is won', () => {
  const worked = [
    { fen: 100, probability: 0.2 },
    { fen: 250, probability: 0.5 },
    { fen: 80, probability: 0.9 },
  ];
  it('of three deals is exact', () => {
    const { sd, ...found } = spreadOf(worked);
    expect(found).toEqual({ mean: 217, p10: 80, p50: 180, p90: 330 });
    expect(sd).toBeCloseTo(133.42, 2);
  });
  it('of up to twenty deals is what all that can happen adds up to', () => {
    const deals = Array.from({ length: 13 }, (_, i) => ({
      fen: 100 + ((i * 7919) % 1000),
      probability: 0.1 + (i % 9) / 10,
    }));
    const all = Array.from({ length: 2 ** deals.length }, (_, won) => ({
      fen: deals.reduce((sum, { fen }, i) => sum + ((won >> i) & 1 ? fen : 0), 0),
      p: deals.reduce((product, { probability }, i) => product * ((won >> i) & 1 ? probability : 1 - probability), 1),
    })).sort((a, b) => a.fen - b.fen);
    const quantile = (q: number) => {
      let sum = 0;
      return all.find(({ p }) => {
        sum += p;
        return sum >= q;
      })?.fen;
    };
    expect(spreadOf(deals)).toMatchObject({ p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9) });
  });
  it('of many deals is drawn, the same each time, near the normal one', () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ fen: 1000 + 37 * i, probability: 0.2 + (i % 5) / 8 }));
    const [found, again] = [spreadOf(many), spreadOf(many)];
    expect(found).toEqual(again);
    const normal = spreadOfSums([{ mean: found.mean, variance: found.sd ** 2 }]);
    for (const q of ['p10', 'p50', 'p90'] as const) expect(Math.abs(found[q] / normal[q] - 1)).toBeLessThan(0.03);
  });
  it('holds what is certain and leaves out what is lost', () => {
    expect(
      spreadOf([
        { fen: 5, probability: 1 },
        { fen: 9, probability: 0 },
      ]),
    ).toMatchObject({ mean: 5, p10: 5, p90: 5 });
    expect(spreadOf([])).toEqual({ mean: 0, sd: 0, p10: 0, p50: 0, p90: 0 });
  });
});

describe('the ladder', () => {
  it.each([
    [29, 15, 'rates'],
    [60, 9, 'rates'],
    [60, 20, 'stages'],
    [200, 39, 'stages'],
    [200, 120, 'model'],
  ] as const)('%i deals, %i won: %s', (deals, won, rung) => expect(rungFor(deals, won)).toBe(rung));
  it('shrinks the rates of stages', () => {
    expect(shrunkRate(18, 24, 0.62)).toBeCloseTo(0.7118, 4);
    expect(shrunkRate(0, 3, 0.62)).toBeCloseTo(0.4769, 4);
  });
  it('names what keeps a model back', () => {
    expect(gateFailures({ brier: 0.14, stageBrier: 0.22, auc: 0.85, bias: 0.06 })).toEqual([]);
    expect(gateFailures({ brier: 0.22, stageBrier: 0.22, auc: 0.55, bias: -0.2 })).toEqual([
      'ranking',
      'error',
      'bias',
    ]);
  });
});

it('a back-test adds misses and lets them cancel only in the bias', () => {
  expect(
    backTest([
      { submitted: 120, actual: 100 },
      { submitted: 80, actual: 100 },
    ]),
  ).toEqual({ error: 0.2, bias: 0, months: 2 });
  expect(backTest([])).toBeNull();
});
