import { describe, expect, it } from 'vitest';
import { fromLocal } from '~/core/dates';
import { busyOn, freeStarts, planDays } from './slots';

const slot = (text: string, plannedMinutes = 60) => ({ plannedAt: fromLocal(text), plannedMinutes });
const times = (...given: Parameters<typeof freeStarts>) => freeStarts(...given).map((start) => start.slice(11));
const morning = fromLocal('2026-11-24T07:00');

it('days are working days, with the Saturdays worked for a holiday', () => {
  expect(planDays('2026-11-22', 3)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25']);
  expect(planDays('2025-10-10', 2)).toEqual(['2025-10-10', '2025-10-11']);
  expect(planDays('2025-10-01', 1)).toEqual(['2025-10-09']);
});

describe('free starts', () => {
  it('are the usual ones of an empty day', () =>
    expect(times('2026-11-24', [], morning)).toEqual(['09:30', '10:30', '14:00', '15:30']));
  it('leave out what is planned, and take other half hours instead', () => {
    const busy = [slot('2026-11-24T09:30', 90), slot('2026-11-24T14:00', 120)];
    expect(times('2026-11-24', busy, morning)).toEqual(['11:00', '16:30']);
    expect(busyOn('2026-11-24', busy)).toBe(2);
    expect(busyOn('2026-11-25', busy)).toBe(0);
  });
  it('lie ahead, and within office hours', () => {
    expect(times('2026-11-24', [], fromLocal('2026-11-24T15:20'))).toEqual(['16:30']);
    expect(times('2026-11-24', [], fromLocal('2026-11-24T16:31'))).toEqual([]);
    expect(times('2026-11-24', [], morning, { minutes: 240 })).toEqual(['13:30']);
  });
});
