import { describe, expect, it } from 'vitest';
import { horizonEnd, readAsked, spanOf, waterfallSteps, weeksBack } from './spans';

const read = (query: string) => readAsked(new URLSearchParams(query), '2026-11-23');

describe('the days of a review', () => {
  it('are last week and this one unless sensible days are asked for', () => {
    expect(read('')).toEqual({ since: '2026-11-16', until: '2026-11-23', horizon: 'all' });
    expect(read('since=2026-09-01&until=2026-09-30&horizon=quarter')).toEqual({
      since: '2026-09-01',
      until: '2026-09-30',
      horizon: 'quarter',
    });
    for (const nonsense of ['until=2027-01-01', 'until=x&since=2026-02-30', 'horizon=%00', 'since=2026-11-24'])
      expect(read(nonsense)).toEqual(read(''));
    expect(read('since=2026-10-02&until=2026-10-01').since).toBe('2026-09-21');
  });
  it('open with the evening before the first of them', () => {
    expect(spanOf(read('since=2026-11-01&horizon=month'))).toEqual({
      since: '2026-10-31',
      until: '2026-11-23',
      horizon: '2026-11-30',
    });
    expect((['all', 'month', 'quarter', 'year'] as const).map((one) => horizonEnd(one, '2028-02-29'))).toEqual([
      null,
      '2028-02-29',
      '2028-03-31',
      '2028-12-31',
    ]);
  });
  it('are Sundays and today on a line over time', () => {
    expect(weeksBack('2026-11-23', 3)).toEqual(['2026-11-08', '2026-11-15', '2026-11-22', '2026-11-23']);
    expect(weeksBack('2026-11-22', 3)).toEqual(['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22']);
  });
});

it('leaves out what did not alter the sum, and says what nothing tells of', () => {
  const sums = {
    new: { count: 1, fen: 30, totalFen: 30 },
    slipped: { count: 2, fen: 0, totalFen: 900 },
    won: { count: 1, fen: -20, totalFen: 20 },
  };
  expect(waterfallSteps(100, 110, sums)).toEqual({
    steps: [
      { bar: 'new', fen: 30, count: 1 },
      { bar: 'won', fen: -20, count: 1 },
    ],
    rest: 0,
  });
  expect(waterfallSteps(100, 111, sums).rest).toBe(1);
});
