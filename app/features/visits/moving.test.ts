import { describe, expect, it } from 'vitest';
import { fromLocal, localInput } from '~/core/dates';
import { moveChoices, overlaps, sameTimeOn, timeBetween } from './moving';

const at = (text: string) => fromLocal(text);
const slot = (text: string, plannedMinutes = 60) => ({ plannedAt: at(text), plannedMinutes });

describe('what is offered for moving', () => {
  it('is tomorrow and the next working day, at the same time', () =>
    // Saturday: tomorrow is Sunday
    expect(moveChoices(at('2026-11-21T10:30'), at('2026-11-21T12:00'))).toEqual([
      { key: 'tomorrow', plannedAt: '2026-11-22T10:30' },
      { key: 'workday', plannedAt: '2026-11-23T10:30' },
    ]));
  it('counts from today for what is long past, from the visit for what is to come', () => {
    expect(moveChoices(at('2026-11-02T09:00'), at('2026-11-24T12:00'))).toEqual([
      { key: 'tomorrow', plannedAt: '2026-11-25T09:00' },
    ]);
    expect(moveChoices(at('2026-11-25T09:00'), at('2026-11-24T12:00'))[0]).toEqual({
      key: 'day_after',
      plannedAt: '2026-11-26T09:00',
    });
  });
  it('knows holidays and the Saturdays worked for them', () => {
    expect(moveChoices(at('2025-09-30T09:00'), at('2025-09-30T08:00')).at(-1)?.plannedAt).toBe('2025-10-09T09:00');
    expect(moveChoices(at('2025-10-10T09:00'), at('2025-10-10T08:00'))).toHaveLength(1);
  });
});

describe('a visit dropped between others', () => {
  const start = (...given: Parameters<typeof timeBetween>) => {
    const found = timeBetween(...given);
    return found && localInput(found);
  };
  it('begins on the half hour after the one before, or as it ends where that is too late', () => {
    expect(start(slot('2026-11-24T09:30', 75), slot('2026-11-24T15:00'), 60)).toBe('2026-11-24T11:00');
    expect(start(slot('2026-11-24T09:30', 75), slot('2026-11-24T11:45'), 60)).toBe('2026-11-24T10:45');
    expect(start(slot('2026-11-24T09:30'), undefined, 60)).toBe('2026-11-24T10:30');
  });
  it('ends as the first begins, and stays within its day', () => {
    expect(start(undefined, slot('2026-11-24T09:30'), 90)).toBe('2026-11-24T08:00');
    expect(start(undefined, slot('2026-11-24T00:30'), 90)).toBe('2026-11-24T00:00');
    expect(start(slot('2026-11-24T23:30'), undefined, 60)).toBeNull();
    expect(start(undefined, undefined, 60)).toBeNull();
  });
});

it('visits that touch do not overlap', () => {
  expect(overlaps(slot('2026-11-24T09:00'), slot('2026-11-24T10:00'))).toBe(false);
  expect(overlaps(slot('2026-11-24T09:00', 61), slot('2026-11-24T10:00'))).toBe(true);
});

it('keeps the time on another day', () =>
  expect(sameTimeOn('2026-12-01', at('2026-11-24T17:45'))).toBe('2026-12-01T17:45'));
