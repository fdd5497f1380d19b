import { describe, expect, it } from 'vitest';
import { addDays } from '~/core/dates';
import { endOf, onTakeOver, readSpan, spanState, spread } from './rules';

describe('spread', () => {
  const accounts = [
    { id: 'a', grade: 'A' },
    { id: 'b', grade: 'C' },
    { id: 'c', grade: 'C' },
    { id: 'd', grade: 'B' },
  ];

  it('gives everything to the only one', () =>
    expect(new Set(spread(accounts, [{ id: 'x', load: 99 }]).map((move) => move.toId))).toEqual(new Set(['x'])));

  it('gives the heaviest to whom has the least', () => {
    const moves = spread(accounts, [
      { id: 'busy', load: 5 },
      { id: 'free', load: 0 },
    ]);
    expect(moves.map(({ accountId, toId }) => accountId + toId)).toEqual(['afree', 'dfree', 'bbusy', 'cbusy']);
  });

  it('loses none, invents none, and nobody to take means no move', () => {
    const moves = spread(accounts, [
      { id: 'x', load: 0 },
      { id: 'y', load: 0 },
    ]);
    expect(moves.map((move) => move.accountId).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(spread(accounts, [])).toEqual([]);
  });
});

describe('spans', () => {
  const today = '2026-11-21';

  it('reads what PostgreSQL writes', () => {
    expect(readSpan('[2026-01-01,)')).toEqual({ from: '2026-01-01', to: null });
    expect(readSpan('[2026-01-01,2026-07-01)')).toEqual({ from: '2026-01-01', to: '2026-07-01' });
  });

  it('knows past, current and future; the last day is not part of it', () => {
    expect(spanState({ from: '2026-01-01', to: today }, today)).toBe('past');
    expect(spanState({ from: today, to: null }, today)).toBe('current');
    expect(spanState({ from: '2026-12-01', to: null }, today)).toBe('future');
  });

  it('ends what began before and takes over what begins today', () => {
    expect(onTakeOver({ from: '2026-11-20', to: null }, today)).toBe('end');
    expect(onTakeOver({ from: today, to: null }, today)).toBe('reuse');
  });

  it('keeps at least the first day', () => {
    const next = (day: string) => addDays(day, 1);
    expect(endOf({ from: '2026-01-01', to: null }, today, next)).toBe(today);
    expect(endOf({ from: today, to: null }, today, next)).toBe('2026-11-22');
  });
});
