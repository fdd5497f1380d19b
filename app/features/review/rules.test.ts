import { describe, expect, it } from 'vitest';
import { monthQuery, quarterStart, reviewMonths, reviewSince } from './rules';

describe('days of a review', () => {
  it('begins quarters in January, April, July and October', () => {
    expect(['2026-01-31', '2026-06-30', '2026-11-21'].map(quarterStart)).toEqual([
      '2026-01-01',
      '2026-04-01',
      '2026-10-01',
    ]);
  });
  it('looks back to Monday a week ago unless a sensible day is asked for', () => {
    expect(reviewSince(null, '2026-11-21')).toBe('2026-11-09');
    expect(reviewSince('2026-11-01', '2026-11-21')).toBe('2026-11-01');
    expect(['2027-01-01', '2020-01-01', '2026-02-30', 'x'].map((d) => reviewSince(d, '2026-11-21'))).toEqual(
      Array(4).fill('2026-11-09'),
    );
  });
  it('counts months over the end of the year', () => {
    expect(reviewMonths('2026-11-21')).toEqual(['2026-11-01', '2026-12-01', '2027-01-01']);
  });
  it('asks for each column by whole months, this one from today on', () => {
    const ask = (key: string) => monthQuery(key, '2026-11-21');
    expect(['overdue', ...reviewMonths('2026-11-21'), 'later'].map(ask)).toEqual([
      'overdue=1',
      'closeFrom=2026-11-21&closeTo=2026-11-30',
      'closeFrom=2026-12-01&closeTo=2026-12-31',
      'closeFrom=2027-01-01&closeTo=2027-01-31',
      'closeFrom=2027-02-01',
    ]);
    expect(monthQuery('2028-02-01', '2028-01-31')).toBe('closeFrom=2028-02-01&closeTo=2028-02-29');
  });
});
