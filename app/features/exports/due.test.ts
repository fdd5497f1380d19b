import { describe, expect, it } from 'vitest';
import { wallClock } from '~/core/dates';
import { isCertain, nextDue } from './due';
import type { Timing } from './rules';

const nothing = { weekday: null, monthDay: null };
const workdays: Timing = { ...nothing, rhythm: 'workdays', hour: 8 };
const weekly = (weekday: number): Timing => ({ ...nothing, rhythm: 'weekly', weekday, hour: 8 });
const monthly = (monthDay: number): Timing => ({ ...nothing, rhythm: 'monthly', monthDay, hour: 0 });
const at = (text: string) => new Date(`${text}+08:00`);
const next = (timing: Timing, after: string) => wallClock(nextDue(timing, at(after)));

describe('the next time of a schedule', () => {
  it('is later than now, at the full hour in Shanghai', () => {
    expect(next(workdays, '2026-11-23T07:59:59')).toBe('2026-11-23 08:00');
    expect(next(workdays, '2026-11-23T08:00:00')).toBe('2026-11-24 08:00');
    // half past midnight in Shanghai is still the day before in UTC
    expect(next(monthly(24), '2026-11-23T23:59:00')).toBe('2026-11-24 00:00');
  });
  it('on working days leaves out statutory holidays and keeps make-up days', () => {
    expect(next(workdays, '2026-11-20T09:00')).toBe('2026-11-23 08:00');
    expect(next(workdays, '2026-09-30T09:00')).toBe('2026-10-08 08:00');
    expect(next(workdays, '2026-10-09T09:00')).toBe('2026-10-10 08:00'); // a Saturday that is worked
    expect(next(workdays, '2026-10-10T09:00')).toBe('2026-10-12 08:00');
  });
  it('in a week falls on its weekday, holiday or not', () => {
    expect(next(weekly(1), '2026-11-23T08:00')).toBe('2026-11-30 08:00');
    expect(next(weekly(7), '2026-11-23T08:00')).toBe('2026-11-29 08:00');
    expect(next(weekly(4), '2026-09-30T09:00')).toBe('2026-10-01 08:00');
  });
  it('in a month falls on its day, or on the last of a shorter one', () => {
    expect(next(monthly(31), '2026-11-01T00:00')).toBe('2026-11-30 00:00');
    expect(next(monthly(31), '2026-11-30T00:00')).toBe('2026-12-31 00:00');
    expect(next(monthly(30), '2027-02-01T00:00')).toBe('2027-02-28 00:00');
    expect(next(monthly(29), '2028-02-28T12:00')).toBe('2028-02-29 00:00');
    expect(next(monthly(1), '2026-12-31T23:59')).toBe('2027-01-01 00:00');
    expect(next(monthly(15), '2026-11-30T00:00')).toBe('2026-12-15 00:00');
  });
  it('knows which years’ holidays are not announced yet', () => {
    expect(isCertain(workdays, at('2026-11-23T08:00'))).toBe(true);
    expect(isCertain(workdays, at('2199-11-23T08:00'))).toBe(false);
    expect(isCertain(weekly(1), at('2199-11-23T08:00'))).toBe(true);
    expect(next(workdays, '2199-10-04T09:00')).toBe('2199-10-07 08:00'); // Monday after a Friday
  });
});
