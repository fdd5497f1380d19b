import { describe, expect, it } from 'vitest';
import { publishedThrough } from '~/core/calendar';
import { addDays } from '~/core/dates';
import { defaultPolicy, percentOf, rulesOf, shareTone } from './policy';
import { cutoffDay, dueDay, standingOf, startAfter, unpublishedYears } from './rules';

const span = (from: string, count: number) => Array.from({ length: count }, (_, n) => addDays(from, n));

describe('dueDay', () => {
  it('counts working days over the holiday week and its make-up days', () => {
    // 2025: National Day and Mid-Autumn from 1 to 8 October, 28 September and 11 October are worked
    expect(dueDay('2025-09-30', 1)).toEqual({ dueOn: '2025-10-09', firm: true });
    expect(dueDay('2025-09-26', 1)).toEqual({ dueOn: '2025-09-28', firm: true });
    expect(dueDay('2025-10-10', 1)).toEqual({ dueOn: '2025-10-11', firm: true });
  });

  it('never takes a year for granted that has not been announced', () => {
    const last = publishedThrough();
    expect(dueDay(`${last}-06-01`, 21).firm).toBe(true);
    expect(dueDay(`${last}-12-20`, 21).firm).toBe(false);
    expect(unpublishedYears(`${last}-12-20`, `${last + 1}-01-20`)).toEqual([last + 1]);
    expect(unpublishedYears(`${last}-01-01`, `${last}-12-31`)).toEqual([]);
  });
});

describe('standingOf', () => {
  it('is in time on the due day itself and late from the next day on', () => {
    expect(standingOf('2026-11-02', 10, '2026-11-16')).toMatchObject({ dueOn: '2026-11-16', overdueDays: 0 });
    expect(standingOf('2026-11-02', 10, '2026-11-17').overdueDays).toBe(1);
  });

  it('does not count a weekend as late days', () =>
    expect(standingOf('2026-11-06', 10, '2026-11-22')).toMatchObject({ dueOn: '2026-11-20', overdueDays: 0 }));
});

it('cutoffDay divides exactly as each account by itself would', () => {
  for (const today of span('2025-09-20', 30))
    for (const days of [1, 5, 21])
      for (const since of span('2025-07-20', 90))
        expect([today, days, since, since < cutoffDay(today, days)]).toEqual([
          today, days, since, standingOf(since, days, today).overdueDays > 0,
        ]); // biome-ignore format: short
});

it('startAfter leaves out nothing and repeats nothing, whichever rule the last row was of', () => {
  const rules = [5, 21];
  const rows = rules.flatMap((days) =>
    span('2025-08-25', 40).map((sinceOn, n) => ({ days, sinceOn, since: sinceOn, id: `${days}-${n}` })),
  );
  const key = (row: (typeof rows)[number]) => `${dueDay(row.sinceOn, row.days).dueOn} ${row.since} ${row.id}`;
  for (const last of rows) {
    const place = { ...last, dueOn: dueDay(last.sinceOn, last.days).dueOn };
    const rest = rows.filter((row) => {
      const start = startAfter(place, row.days);
      return 'day' in start
        ? row.sinceOn >= start.day
        : row.since > start.since || (row.since === start.since && row.id > start.id);
    });
    expect(rest.map((row) => row.id).sort()).toEqual(
      rows.filter((row) => key(row) > key(last)).map((row) => row.id).sort(),
    ); // biome-ignore format: short
  }
});

describe('the policy', () => {
  it('makes one rule of companies that agree, and none where nothing is asked for', () => {
    const own = { ...defaultPolicy, managerA: 10, leaderB: 120 };
    const policies = new Map([[1, defaultPolicy], [2, own], [3, defaultPolicy]]); // biome-ignore format: short
    expect(rulesOf(policies, 'manager')).toContainEqual({ grade: 'A', days: 10, tenantIds: [2] });
    expect(rulesOf(policies, 'manager')).toContainEqual({ grade: 'A', days: 21, tenantIds: [1, 3] });
    expect(rulesOf(policies, 'leader')).toEqual([
      { grade: 'A', days: 63, tenantIds: [1, 2, 3] },
      { grade: 'B', days: 120, tenantIds: [2] },
    ]);
  });

  it('says 100 only when all are in time', () => {
    expect(percentOf({ total: 1000, late: 1 })).toBe(99);
    expect(shareTone({ total: 0, late: 0 })).toBe('neutral');
    expect(shareTone({ total: 10, late: 1 })).toBe('ok');
    expect(shareTone({ total: 10, late: 3 })).toBe('warn');
    expect(shareTone({ total: 10, late: 4 })).toBe('bad');
  });
});
