import { describe, expect, it } from 'vitest';
import {
  allows,
  checkTimes,
  checkVerb,
  commitmentAllows,
  isLate,
  isOverdue,
  metresBetween,
  minutesOf,
  purposeFrom,
  restOfNote,
  visitStatuses,
  visitVerbs,
} from './rules';

const now = new Date('2026-11-21T02:00:00Z');
const minutes = (n: number) => new Date(now.getTime() + n * 60_000);

describe('a note beside its purpose', () => {
  it('is not told twice', () => {
    const note = '确认双链路。下周给方案';
    expect(restOfNote(purposeFrom(note), note)).toBe('下周给方案');
    expect(restOfNote('确认双链路', '确认双链路')).toBeNull();
    expect(restOfNote('方案交流', note)).toBe(note);
    expect(restOfNote('方案交流', null)).toBeNull();
  });
});

describe('what may be done with a visit', () => {
  it('is exactly this table', () => {
    const table = Object.fromEntries(visitStatuses.map((s) => [s, visitVerbs.filter((verb) => allows(s, verb))]));
    expect(table).toEqual({
      planned: ['start', 'complete', 'reschedule', 'cancel', 'miss', 'edit'],
      in_progress: ['complete', 'cancel', 'edit'],
      completed: ['edit'],
      cancelled: ['reschedule'],
      missed: ['complete', 'reschedule'],
    });
  });
  it('says why not', () => {
    expect(checkVerb('completed', 'start')).toMatchObject({ ok: false, reason: 'visit.cannot_start' });
    expect(checkVerb('planned', 'start').ok).toBe(true);
  });
});

describe('when a visit took place', () => {
  it('takes what has ended, and a clock a little fast', () => {
    expect(checkTimes(minutes(-60), minutes(0), now).ok).toBe(true);
    expect(checkTimes(minutes(-60), minutes(4), now).ok).toBe(true);
    expect(checkTimes(minutes(-60), minutes(-60), now).ok).toBe(true);
  });
  it.each([
    ['a start in the future', 30, 60, 'startedAt', 'visit.starts_in_future'],
    ['an end in the future', -30, 60, 'endedAt', 'visit.ends_in_future'],
    ['an end before the start', -30, -60, 'endedAt', 'visit.ends_before_start'],
    ['more than a day', -2000, -10, 'endedAt', 'visit.too_long'],
  ])('refuses %s', (_, from, to, field, message) => {
    expect(checkTimes(minutes(from), minutes(to), now)).toMatchObject({ ok: false, fields: { [field]: message } });
  });
});

describe('a visit', () => {
  it('is overdue when its planned time has passed without it', () => {
    const visit = { status: 'planned' as const, plannedAt: minutes(-90), plannedMinutes: 60 };
    expect(isOverdue(visit, now)).toBe(true);
    expect(isOverdue({ ...visit, plannedAt: minutes(-30) }, now)).toBe(false);
    expect(isOverdue({ ...visit, status: 'completed' }, now)).toBe(false);
  });
  it('knows how long it took', () => {
    expect(minutesOf({ startedAt: minutes(-52), endedAt: now })).toBe(52);
    expect(minutesOf({ startedAt: now, endedAt: null })).toBeNull();
  });
  it('takes its purpose from the note when it has none', () => {
    expect(purposeFrom('确认双链路。下周提交方案')).toBe('确认双链路');
    expect(purposeFrom('😀')).toBe('😀');
    expect([...purposeFrom('很'.repeat(200))]).toHaveLength(60);
  });
});

describe('distance', () => {
  it('agrees with a known one', () => {
    const westLake = { latitude: 30.2431, longitude: 120.1505 };
    const pearlTower = { latitude: 31.2397, longitude: 121.4998 };
    expect(Math.round(metresBetween(westLake, pearlTower) / 1000)).toBe(170);
    expect(metresBetween(westLake, westLake)).toBe(0);
    expect(metresBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBe(20_015_087);
  });
});

describe('a commitment', () => {
  it('is late the day after it was due', () => {
    expect(isLate({ state: 'open', dueOn: '2026-11-20' }, '2026-11-21')).toBe(true);
    expect(isLate({ state: 'open', dueOn: '2026-11-21' }, '2026-11-21')).toBe(false);
    expect(isLate({ state: 'kept', dueOn: '2026-11-20' }, '2026-11-21')).toBe(false);
  });
  it('once cancelled stays so; a broken one may still be kept', () => {
    expect(commitmentAllows('broken', 'keep')).toBe(true);
    expect(commitmentAllows('kept', 'keep')).toBe(false);
    expect(commitmentAllows('cancelled', 'reopen')).toBe(false);
    expect(commitmentAllows('broken', 'change')).toBe(false);
    expect(commitmentAllows('broken', 'cancel')).toBe(false);
  });
});
