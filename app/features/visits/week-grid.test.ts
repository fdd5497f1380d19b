import { describe, expect, it } from 'vitest';
import { hoursOf, placeDay, spanInDay } from './week-grid';

const at = (clock: string, plannedMinutes = 60) => ({
  id: clock,
  plannedAt: new Date(`2026-11-23T${clock}:00+08:00`),
  startedAt: null,
  endedAt: null,
  plannedMinutes,
});

describe('a week of visits', () => {
  it('shows office hours, and more when a visit needs them', () => {
    expect(hoursOf([])).toEqual({ first: 8, last: 19 });
    expect(hoursOf([at('06:30'), at('20:10', 30)])).toEqual({ first: 6, last: 21 });
  });

  it('goes by when a visit took place, and stays in its day', () => {
    const late = {
      ...at('09:00'),
      startedAt: new Date('2026-11-24T15:30:00Z'),
      endedAt: new Date('2026-11-24T17:30:00Z'),
    };
    expect(spanInDay(late)).toEqual({ day: '2026-11-24', from: 23 * 60 + 30, minutes: 30 });
    expect(spanInDay(at('10:00', 5))).toEqual({ day: '2026-11-23', from: 600, minutes: 30 });
  });

  it('puts what overlaps side by side, and nothing else', () => {
    const day = placeDay([at('11:00'), at('09:00'), at('09:30'), at('10:00', 30)], 8);
    expect(day.map(({ visit, from, lane, lanes }) => [visit.id, from, lane, lanes])).toEqual([
      ['09:00', 60, 0, 2],
      ['09:30', 90, 1, 2],
      ['10:00', 120, 0, 2],
      ['11:00', 180, 0, 1],
    ]);
  });
});
