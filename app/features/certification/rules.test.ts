import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  certificateNumber,
  holds,
  type Known,
  lastDay,
  missingFor,
  readNumber,
  standingOf,
  validUntilOf,
  verifiedState,
} from './rules';

const day = '2026-11-22';
const known = (given: Partial<Known> = {}): Known => ({
  ...{ held: null, needed: 1, booked: null, learning: null, isAssigned: false },
  ...given,
});
const held = (daysLeft: number | null, level = 1) => ({ daysLeft, level });

describe('where somebody stands', () => {
  it.each([
    [known({ held: held(null) }), 'valid'],
    [known({ held: held(364) }), 'valid'],
    [known({ held: held(30) }), 'expiring'],
    [known({ held: held(31) }), 'valid'],
    [known({ held: held(0) }), 'expiring'],
    [known({ held: held(-1) }), 'expired'],
    // who is on the way again is shown on the way
    [known({ held: held(-1), booked: 6 }), 'booked'],
    [known({ held: held(-1), learning: 40 }), 'learning'],
    [known({ learning: 0 }), 'learning'],
    [known({ learning: 80, booked: 6 }), 'booked'],
    [known({ isAssigned: true }), 'assigned'],
    [known(), 'not_begun'],
    [known({ needed: 0 }), 'not_needed'],
    // the level below the one needed is not enough
    [known({ held: held(null, 1), needed: 2 }), 'not_begun'],
    [known({ held: held(-2500), needed: 0 }), 'expired'],
  ] as const)('%o: %s', (what, as) => expect(standingOf(what)).toBe(as));
});

describe('how long it counts', () => {
  it('ends the day before the same day, months later', () => {
    expect(lastDay('2026-11-22', 24)).toBe('2028-11-21');
    expect(lastDay('2026-01-31', 1)).toBe('2026-02-27');
    expect(lastDay('2024-02-29', 12)).toBe('2025-02-27');
    expect(lastDay(day, null)).toBeNull();
    expect([holds(null, day), holds(day, day), holds('2026-11-21', day)]).toEqual([true, true, false]);
  });

  it('never ends before it begins, and later for more months', () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 120 }),
        (on, months) => {
          const from = on.toISOString().slice(0, 10);
          const end = lastDay(from, months)!;
          expect(end >= from).toBe(true);
          expect(lastDay(from, months + 1)! > end).toBe(true);
        },
      ),
    ));

  it('goes on from its end when renewed within the window', () => {
    const type = { months: 12, renewalDays: 90 };
    const until = (validUntil: string) => ({ validUntil, level: 1 });
    expect(validUntilOf(type, null, 1, day)).toBe('2027-11-21');
    expect(validUntilOf(type, until('2026-12-31'), 1, day)).toBe('2027-12-31');
    // too early, too late, or a higher level: from today
    expect(validUntilOf(type, until('2027-06-30'), 1, day)).toBe('2027-11-21');
    expect(validUntilOf(type, until('2026-11-21'), 1, day)).toBe('2027-11-21');
    expect(validUntilOf(type, until('2026-12-31'), 2, day)).toBe('2027-11-21');
    expect(validUntilOf({ ...type, months: null }, until('2026-12-31'), 1, day)).toBeNull();
  });
});

describe('what comes first', () => {
  const asked = { level: 1, topLevel: 3, roleMonths: 0, courseCode: null };
  const nobody = { level: 0, joinedOn: '2024-01-01', hasCourse: false };
  it.each([
    [asked, nobody, []],
    [{ ...asked, level: 2 }, nobody, ['certificate.level_below']],
    [{ ...asked, level: 2 }, { ...nobody, level: 1 }, []],
    [{ ...asked, level: 4 }, { ...nobody, level: 3 }, ['certificate.no_such_level']],
    [{ ...asked, courseCode: 'C1' }, nobody, ['certificate.course_missing']],
    [{ ...asked, courseCode: 'C1' }, { ...nobody, hasCourse: true }, []],
    [{ ...asked, roleMonths: 6 }, { ...nobody, joinedOn: '2026-05-22' }, []],
    [{ ...asked, roleMonths: 6 }, { ...nobody, joinedOn: '2026-05-23' }, ['certificate.too_new']],
    [{ ...asked, roleMonths: 6 }, { ...nobody, joinedOn: null }, ['certificate.too_new']],
    [{ ...asked, roleMonths: 6 }, { level: 1, joinedOn: null, hasCourse: false }, []],
  ])('%o of %o: %o', (type, person, missing) => expect(missingFor(type, person, day)).toEqual(missing));
});

describe('numbers', () => {
  it('are read however they are typed', () => {
    const number = certificateNumber(
      day,
      Uint8Array.from({ length: 12 }, (_, i) => i * 21),
    );
    expect(number).toMatch(/^JK-2611(-[2-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(readNumber(number)).toBe(number);
    expect(readNumber(` ${number.toLowerCase().replaceAll('-', ' ')} `)).toBe(number);
    for (const nonsense of ['', 'JK', 'JK-2611-ABCD', "' or 1=1", 'XX-2611-ABCD-ABCD-ABCD', `${number}X`])
      expect(readNumber(nonsense)).toBeNull();
  });

  it('tell strangers the worst first', () => {
    const fine = { validUntil: '2027-01-01', isRevoked: false, hasLeft: false };
    expect(verifiedState(fine, day)).toBe('valid');
    expect(verifiedState({ ...fine, validUntil: '2026-11-21' }, day)).toBe('expired');
    expect(verifiedState({ ...fine, hasLeft: true }, day)).toBe('left');
    expect(verifiedState({ validUntil: null, isRevoked: true, hasLeft: true }, day)).toBe('revoked');
  });
});
