import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addWorkdays, dayKind, isPublished, isWorkday, publishedThrough, workdaysBetween } from './calendar';

const notices = '../shared/data/holidays/holidays_2023_2025.csv';

describe('dayKind', () => {
  it('knows holidays, the days made up for them, and plain days', () => {
    expect(dayKind('2025-10-01')).toBe('holiday');
    expect(dayKind('2025-10-04')).toBe('holiday');
    expect(dayKind('2025-10-11')).toBe('makeup');
    expect(dayKind('2025-10-18')).toBe('weekend');
    expect(dayKind('2025-10-20')).toBe('workday');
    expect(dayKind('2022-12-31')).toBe('holiday');
  });

  it('says so where a year is not published, and then follows the week', () => {
    const year = publishedThrough() + 1;
    expect(publishedThrough()).toBeGreaterThanOrEqual(2026);
    expect(dayKind(`${year}-10-01`)).toBe('unpublished');
    expect(dayKind('2003-10-01')).toBe('unpublished');
    expect(isPublished('2025-01-01', `${publishedThrough()}-12-31`)).toBe(true);
    expect(isPublished('2025-01-01', `${year}-01-01`)).toBe(false);
    expect(isWorkday('2099-10-01')).toBe(true);
    expect(isWorkday('2099-10-03')).toBe(false);
  });
});

describe('the zone of the machine', () => {
  it.each(['America/Los_Angeles', 'Pacific/Auckland'])('does not matter: %s', (zone) => {
    const days = ['2024-12-31', '2025-01-01', '2025-09-30', '2025-10-01', '2025-10-08', '2025-10-09', '2025-10-11'];
    const program = `import { dayKind } from './app/core/calendar.ts';
      console.log(${JSON.stringify(days)}.map(dayKind).join());`;
    const there = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
    expect(there.trim()).toBe(days.map(dayKind).join());
  });
});

describe('working days', () => {
  it('skips the national day week and counts the day made up', () => {
    expect(addWorkdays('2025-09-30', 1)).toBe('2025-10-09');
    expect(addWorkdays('2025-09-30', 3)).toBe('2025-10-11');
    expect(addWorkdays('2025-10-09', -1)).toBe('2025-09-30');
    expect(addWorkdays('2025-10-04', 0)).toBe('2025-10-04');
    expect(() => addWorkdays('2025-10-04', 1.5)).toThrow(RangeError);
  });

  it('counts what addWorkdays walks', () => {
    for (const n of [0, 1, 5, 22, 250]) expect(workdaysBetween('2025-01-02', addWorkdays('2025-01-02', n))).toBe(n);
    expect(workdaysBetween('2025-10-11', '2025-09-30')).toBe(-3);
    expect(workdaysBetween('2024-12-31', '2025-12-31')).toBe(248);
  });
});

describe.runIf(existsSync(notices))('the State Council notices 2023–2025 (../shared/data/holidays)', () => {
  const rows = existsSync(notices) ? readFileSync(notices, 'utf8').trim().split('\n').slice(1) : [];
  const off = new Map(rows.map((row) => row.trim().split(',')).map(([, day, , isOff]) => [day, isOff === '1']));

  it('agree on every day off and every day made up, and name no other', () => {
    expect(off.size).toBeGreaterThan(100);
    const wrong: string[] = [];
    for (let at = Date.UTC(2022, 11, 31); at <= Date.UTC(2025, 11, 31); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      const weekend = [0, 6].includes(new Date(at).getUTCDay());
      const expected = off.has(day) ? (off.get(day) ? 'holiday' : 'makeup') : weekend ? 'weekend' : 'workday';
      if (dayKind(day) !== expected) wrong.push(`${day} ${expected} ${dayKind(day)}`);
    }
    expect(wrong).toEqual([]);
  });
});
