import { describe, expect, it } from 'vitest';
import { publishedThrough } from '~/core/calendar';
import { fromLocal, localInput } from '~/core/dates';
import { afterWorkHours, isCertain } from './work-hours';

const later = (from: string, hours: number) => localInput(afterWorkHours(fromLocal(from), hours));

describe('working hours', () => {
  it('are counted within the day and over the night', () => {
    expect(later('2026-11-23T09:00', 4)).toBe('2026-11-23T13:00');
    expect(later('2026-11-23T09:00', 8.5)).toBe('2026-11-23T17:30');
    expect(later('2026-11-23T16:30', 2)).toBe('2026-11-24T09:30');
    expect(later('2026-11-23T06:00', 1)).toBe('2026-11-23T09:30');
    expect(later('2026-11-23T22:00', 1)).toBe('2026-11-24T09:30');
    expect(later('2026-11-23T17:30', 1)).toBe('2026-11-24T09:30');
  });

  it('leave out weekends, and National Day with the Saturdays that make up for it', () => {
    expect(later('2026-11-20T17:00', 1)).toBe('2026-11-23T09:00');
    // 2025: off from 1 to 8 October; Sunday 28 September and Saturday 11 October are worked
    expect(later('2025-09-30T17:00', 1)).toBe('2025-10-09T09:00');
    expect(later('2025-09-26T17:00', 1)).toBe('2025-09-28T09:00');
    expect(later('2025-10-10T17:00', 1)).toBe('2025-10-11T09:00');
    expect(later('2025-10-03T11:00', 8)).toBe('2025-10-09T16:30');
  });

  it('follow the bare week where nobody knows the holidays yet, and say so', () => {
    const year = publishedThrough() + 1;
    const last = fromLocal(`${year - 1}-12-30T12:00`);
    expect(isCertain(last, afterWorkHours(last, 4))).toBe(true);
    const far = fromLocal(`${year}-10-01T12:00`);
    const due = afterWorkHours(far, 8);
    expect(isCertain(far, due)).toBe(false);
    expect(due.getTime() - far.getTime()).toBeLessThan(4 * 86_400_000);
  });
});
