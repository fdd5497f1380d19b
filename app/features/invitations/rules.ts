import type { VisitStatus } from '~/features/visits/rules';

export const answers = ['accepted', 'declined'] as const;
export type Answer = (typeof answers)[number];

export const longestTitle = 120;
export const longestPlace = 200;
export const mostGuests = 50;

/** A secret as it stands in the address of an invitation. */
export const isSecret = (text: string) => /^[\w-]{43}$/.test(text);

type Meeting = { startsAt: Date; minutes: number };
export const endOf = ({ startsAt, minutes }: Meeting) => new Date(startsAt.getTime() + minutes * 60_000);

type Visit = { status: VisitStatus; plannedAt: Date; plannedMinutes: number; deletedAt?: Date | null };

/** Only what is still to come can be invited to. */
export const mayInvite = (visit: Visit, now: Date) =>
  visit.status === 'planned' &&
  !visit.deletedAt &&
  endOf({ startsAt: visit.plannedAt, minutes: visit.plannedMinutes }) > now;

type Invitation = Meeting & { withdrawnAt: Date | null };
export type Step = 'none' | 'request' | 'cancel';

/**
 * What somebody who was invited has to be told after the visit has changed: nothing of what is over, that it is called
 * off, or the new time. A visit that has begun or was reported is not called off, whatever its times.
 */
export function stepAfter(visit: Visit, invitation: Invitation, isComing: boolean, now: Date): Step {
  if (invitation.withdrawnAt) return 'none'; // whoever was told that it is off is asked again by hand
  const isAhead = endOf(invitation) > now;
  const isOff = visit.status === 'cancelled' || Boolean(visit.deletedAt);
  if (isOff || !isComing) return isAhead ? 'cancel' : 'none';
  if (!mayInvite(visit, now)) return 'none';
  const isSame =
    invitation.startsAt.getTime() === visit.plannedAt.getTime() && invitation.minutes === visit.plannedMinutes;
  return isSame ? 'none' : 'request';
}

/** The answer that counts: one given to an earlier time is none. */
export const answerOf = (one: { answer: Answer | null; answeredSequence: number | null; sequence: number }) =>
  one.answeredSequence === one.sequence ? one.answer : null;
