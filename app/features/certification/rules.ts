export const families = ['product', 'skill', 'mandatory'] as const;
export type Family = (typeof families)[number];

/** How it was come by: an exam passed, or a paper from elsewhere that two people looked at. */
export const sources = ['exam', 'evidence'] as const;
export type Source = (typeof sources)[number];

export const topLevel = 5;
/** Days before the end at which holder, lead and trainer are told, each once. */
export const warningDays = [90, 30, 7] as const;
/** From how many days before its end on a certificate shows as expiring. */
export const soonDays = 30;

/** Where somebody stands with a certificate on a day. */
export const standings = [
  'valid',
  'expiring',
  'expired',
  'learning',
  'booked',
  'assigned',
  'not_begun',
  'not_needed',
] as const;
export type Standing = (typeof standings)[number];

const dayMs = 86_400_000;
export const daysUntil = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** The last day of something issued on `on` that counts for `months`; null: for good. A day the month does not have becomes its last. */
export function lastDay(on: string, months: number | null): string | null {
  if (months === null) return null;
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number);
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, length)) - dayMs).toISOString().slice(0, 10);
}

/** `validUntil` is the last day it counts; null: for good. */
export const holds = (validUntil: string | null, day: string) => validUntil === null || validUntil >= day;

export type Known = {
  /** `daysLeft` of a certificate: 0 on its last day, null for good. */
  held: { daysLeft: number | null; level: number } | null;
  /** The level asked of this person, 0 when none is. */
  needed: number;
  /** In how many days the exam is. */
  booked: number | null;
  learning: number | null;
  isAssigned: boolean;
};

/**
 * Where somebody stands: what they hold counts first, then what they are doing about it, then that they should.
 * A level below the one needed is not holding it.
 */
export function standingOf(known: Known): Standing {
  const { held } = known;
  const isEnough = held !== null && held.level >= known.needed;
  if (held && isEnough && (held.daysLeft === null || held.daysLeft >= 0))
    return held.daysLeft !== null && held.daysLeft <= soonDays && known.booked === null ? 'expiring' : 'valid';
  if (known.booked !== null) return 'booked';
  if (known.learning !== null) return 'learning';
  if (held && isEnough) return 'expired';
  if (known.isAssigned) return 'assigned';
  return known.needed > 0 ? 'not_begun' : 'not_needed';
}

export type Prerequisite = {
  level: number;
  topLevel: number;
  roleMonths: number;
  courseCode: string | null;
};
export type Earner = {
  /** The level held today, 0 without one. */
  level: number;
  joinedOn: string | null;
  hasCourse: boolean;
};

/** What is missing before the level may be issued, as refusals; renewing a level held asks for no more than the course. */
export function missingFor(asked: Prerequisite, earner: Earner, day: string): string[] {
  const missing: string[] = [];
  if (asked.level > asked.topLevel) missing.push('certificate.no_such_level');
  if (asked.level > 1 && earner.level < asked.level - 1) missing.push('certificate.level_below');
  const since = earner.joinedOn && lastDay(earner.joinedOn, asked.roleMonths);
  if (earner.level < asked.level && asked.roleMonths > 0 && (!since || since >= day))
    missing.push('certificate.too_new');
  if (asked.courseCode && !earner.hasCourse) missing.push('certificate.course_missing');
  return missing;
}

/** The last day of a certificate issued now: renewed within its window it goes on from where it ended, so that nobody waits. */
export function validUntilOf(
  type: { months: number | null; renewalDays: number },
  held: { validUntil: string | null; level: number } | null,
  level: number,
  day: string,
): string | null {
  const end = held?.level === level ? held.validUntil : null;
  if (!end || end < day || daysUntil(day, end) > type.renewalDays) return lastDay(day, type.months);
  const next = new Date(Date.parse(end) + dayMs).toISOString().slice(0, 10);
  return lastDay(next, type.months);
}

/** Letters that nobody mistakes for one another. */
export const numberLetters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `JK-2611-7KQM-2XNA-P4TC`: month of issue and twelve letters by chance, so that numbers cannot be counted through. */
export function certificateNumber(day: string, chance: Uint8Array): string {
  const letters = [...chance.subarray(0, 12)].map((byte) => numberLetters[byte % numberLetters.length]).join('');
  return `JK-${day.slice(2, 4)}${day.slice(5, 7)}-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8, 12)}`;
}

/** A number as somebody types it from paper. */
export function readNumber(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const found = /^JK(\d{4})([0-9A-Z]{4})([0-9A-Z]{4})([0-9A-Z]{4})$/.exec(letters);
  return found ? `JK-${found.slice(1).join('-')}` : null;
}

export type VerifiedState = 'valid' | 'expired' | 'revoked' | 'left';

/** What a stranger is told of a certificate. Revoked goes before everything, and one of a leaver no longer speaks for the company. */
export function verifiedState(
  seen: { validUntil: string | null; isRevoked: boolean; hasLeft: boolean },
  day: string,
): VerifiedState {
  if (seen.isRevoked) return 'revoked';
  if (seen.hasLeft) return 'left';
  return holds(seen.validUntil, day) ? 'valid' : 'expired';
}

export const certificateStates = ['valid', 'expiring', 'expired', 'revoked', 'left', 'superseded'] as const;
export type CertificateState = (typeof certificateStates)[number];

/** What a certificate is to colleagues: one of which a newer one speaks is no longer looked at. */
export function stateOf(
  seen: { validUntil: string | null; revokedAt: unknown; isCurrent: boolean; leftOn?: string | null },
  day: string,
): CertificateState {
  if (seen.revokedAt) return 'revoked';
  if (seen.leftOn && seen.leftOn < day) return 'left';
  if (!seen.isCurrent) return 'superseded';
  if (!holds(seen.validUntil, day)) return 'expired';
  return seen.validUntil !== null && daysUntil(day, seen.validUntil) <= soonDays ? 'expiring' : 'valid';
}
