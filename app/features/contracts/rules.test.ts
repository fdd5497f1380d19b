import { describe, expect, it } from 'vitest';
import { creditOf, creditPercent, creditProblem, daysLate, endAfter, usualCredits } from './rules';

describe('credits for late delivery', () => {
  it.each([
    [0, 0],
    [1, 10],
    [10, 10],
    [11, 30],
    [20, 30],
    [21, 50],
    [30, 50],
    [31, 70],
    [45, 70],
    [46, 100],
    [400, 100],
  ])('of %i days late are %i per cent', (late, percent) => {
    expect(creditPercent(usualCredits, late)).toBe(percent);
  });

  it('are of the one-off charge, to the fen, and never more than it', () => {
    expect(creditOf(usualCredits, 3_000_00, 10)).toEqual({ percent: 10, fen: 300_00 });
    expect(creditOf(usualCredits, 5, 1)).toEqual({ percent: 10, fen: 1 });
    expect(creditOf(usualCredits, 4, 1)).toEqual({ percent: 10, fen: 0 });
    for (let fen = 0; fen < 3000; fen += 7)
      for (const late of [0, 1, 11, 21, 31, 46]) {
        const credit = creditOf(usualCredits, fen, late).fen;
        expect(credit).toBeGreaterThanOrEqual(0);
        expect(credit).toBeLessThanOrEqual(fen);
      }
  });

  it('count from the promised day to the real one, of what is missing to today', () => {
    const promisedOn = '2026-11-01';
    expect(daysLate({ promisedOn, deliveredOn: '2026-11-01' }, '2026-11-21')).toBe(0);
    expect(daysLate({ promisedOn, deliveredOn: '2026-10-01' }, '2026-11-21')).toBe(0);
    expect(daysLate({ promisedOn, deliveredOn: '2026-11-11' }, '2026-11-21')).toBe(10);
    expect(daysLate({ promisedOn, deliveredOn: null }, '2026-11-21')).toBe(20);
    expect(daysLate({ promisedOn: null, deliveredOn: null }, '2026-11-21')).toBe(0);
  });

  it('need a table that begins with the first day and rises', () => {
    expect(creditProblem(usualCredits)).toBeNull();
    expect(creditProblem([])).toBe('contract.credits_from_one');
    expect(creditProblem([{ from: 2, percent: 10 }])).toBe('contract.credits_from_one');
    expect(
      creditProblem([
        { from: 1, percent: 10 },
        { from: 1, percent: 20 },
      ]),
    ).toBe('contract.credits_rise');
    expect(
      creditProblem([
        { from: 1, percent: 30 },
        { from: 5, percent: 20 },
      ]),
    ).toBe('contract.credits_rise');
  });
});

describe('the end of a term', () => {
  it.each([
    ['2026-01-01', 12, '2026-12-31'],
    ['2026-11-21', 36, '2029-11-20'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', 6, '2026-09-30'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-01', 1, '2026-12-31'],
  ])('from %s over %i months is %s', (from, months, end) => {
    expect(endAfter(from, months)).toBe(end);
  });
});
