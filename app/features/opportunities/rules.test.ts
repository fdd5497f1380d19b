import { describe, expect, it } from 'vitest';
import { isSlip, isStuck, probabilityAfter, quietDays, type Stage, totalOf, weightedOf } from './rules';

const stage = (type: Stage['type'], probability: number) =>
  ({ type, probability, stuckAfterDays: 14 }) as unknown as Stage;

describe('amounts', () => {
  it('total contract value is one-off plus monthly times months', () => {
    expect(totalOf({ oneOffFen: 100, monthlyFen: 20, months: 36 })).toBe(820);
  });
  it('weighs like the database, towards zero', () => {
    expect(weightedOf(99, 50)).toBe(49);
  });
});

describe('stuck and slipped', () => {
  const now = new Date('2026-11-21T02:00:00Z');
  it('is stuck after the days of its stage', () => {
    expect(isStuck({ lastActivityAt: new Date('2026-11-07T01:59:59Z') }, stage('open', 10), now)).toBe(true);
    expect(isStuck({ lastActivityAt: new Date('2026-11-07T02:00:00Z') }, stage('open', 10), now)).toBe(false);
    expect(isStuck({ lastActivityAt: new Date('2020-01-01') }, stage('won', 100), now)).toBe(false);
    expect(quietDays(new Date('2026-11-01T02:00:00Z'), now)).toBe(20);
  });
  it('slips when the date moves later or away', () => {
    expect(isSlip('2026-11-01', '2026-12-01')).toBe(true);
    expect(isSlip('2026-12-01', '2026-11-01')).toBe(false);
    expect(isSlip(null, '2026-11-01')).toBe(false);
    expect(isSlip('2026-11-01', null)).toBe(true);
  });
});

describe('probability after a move', () => {
  it('follows the stage until somebody sets another', () => {
    expect(probabilityAfter(10, stage('open', 10), stage('open', 40))).toBe(40);
    expect(probabilityAfter(35, stage('open', 10), stage('open', 40))).toBe(35);
    expect(probabilityAfter(35, stage('open', 10), stage('won', 100))).toBe(100);
  });
});
