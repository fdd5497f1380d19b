import { describe, expect, it } from 'vitest';
import { ageOf, cohortMonths, cohortsOf, type FlowRow, percentile, speedSince, speedsOf } from './rules';

const histogram = (...values: number[]) => {
  const made = new Map<number, number>();
  for (const value of values) made.set(value, (made.get(value) ?? 0) + 1);
  return made;
};
const row = (part: string, count: number, more: Partial<FlowRow> = {}): FlowRow => ({
  part,
  stageId: 1,
  startsOn: '2026-10-01',
  days: 0,
  count,
  fen: 0,
  ...more,
});

describe('percentiles', () => {
  it('lie between two values as percentile_cont says', () => {
    expect(percentile(histogram(1, 2, 3, 10), 0.5)).toBe(2.5);
    expect(percentile(histogram(1, 2, 3, 10), 0.9)).toBeCloseTo(7.9);
    expect(percentile(histogram(7), 0.9)).toBe(7);
    expect(percentile(histogram(4, 4, 4, 9), 0.5)).toBe(4);
    expect(percentile(new Map(), 0.5)).toBeNull();
    expect(percentile(new Map([[3, 0]]), 0.5)).toBeNull();
  });
});

describe('flow', () => {
  it('gathers cohorts from several companies', () => {
    expect(
      cohortsOf([
        row('entered', 3),
        row('entered', 2),
        row('advanced', 4),
        row('lost', 1),
        row('days_won', 9),
        row('here', 2),
      ]),
    ).toEqual([{ stageId: 1, month: '2026-10-01', entered: 5, advanced: 4, won: 0, lost: 1 }]);
    expect(cohortsOf([row('entered', 0)])).toEqual([]);
  });
  it('keeps won and lost apart', () => {
    const rows = [
      row('days_won', 1, { days: 10 }),
      row('days_won', 1, { days: 20, startsOn: '2026-07-01' }),
      row('days_lost', 1, { days: 90 }),
    ];
    expect(speedsOf(rows)).toEqual([
      { stageId: 1, outcome: 'won', count: 2, median: 15, p90: 19 },
      { stageId: 1, outcome: 'lost', count: 1, median: 90, p90: 90 },
    ]);
  });
  it('counts months back over the end of the year', () => {
    expect(cohortMonths('2026-02-10')[0]).toBe('2025-09-01');
    expect(speedSince('2026-02-10')).toBe('2025-04-01');
    expect(['2026-02-01', '2026-01-01', '2025-12-01', '2025-11-01', '2025-09-01', '2025-08-01'].map((m) => ageOf(m, '2026-02-10'))).toEqual([
      'this_month', 'last_months', 'last_months', 'half_year', 'half_year', 'older',
    ]); // biome-ignore format: side by side
  });
});
