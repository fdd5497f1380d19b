import { arcBetween, type Place } from '~/core/places';
import { ok, type Result, refused } from '~/core/result';

export const visitStatuses = ['planned', 'in_progress', 'completed', 'cancelled', 'missed'] as const;
export type VisitStatus = (typeof visitStatuses)[number];

export const visitTypes = ['first', 'routine', 'renewal', 'complaint', 'executive'] as const;
export type VisitType = (typeof visitTypes)[number];

export const channels = ['onsite', 'phone', 'video', 'business_hall', 'wechat', 'email'] as const;
export type Channel = (typeof channels)[number];

/** What an assistant may write down of a visit; the rest is the person's to say. */
export type VisitDraft = {
  minutes: number;
  type: VisitType;
  channel: Channel;
  purpose: string | null;
  note: string;
  nextStep: string | null;
  nextStepOn: string | null;
  opportunityId: string | null;
  contactIds: string[];
};
/** A person may have so many waiting. */
export const mostDrafts = 50;

/** Whose visits a proposal is for: of the account manager or of a leader. */
export const proposedKinds = ['manager', 'leader'] as const;
export type ProposedKind = (typeof proposedKinds)[number];

export const needKinds = ['explicit', 'latent'] as const;
export type NeedKind = (typeof needKinds)[number];
export const needStates = ['open', 'matched', 'met', 'dropped'] as const;
export type NeedState = (typeof needStates)[number];

/** What competitors do at a customer. */
export const moveKinds = [
  'price_cut',
  'trial',
  'leader_visit',
  'new_product',
  'delivery_trouble',
  'contract_expiring',
  'tender_shaping',
  'other',
] as const;
export type MoveKind = (typeof moveKinds)[number];

export const commitmentSides = ['ours', 'theirs'] as const;
export type CommitmentSide = (typeof commitmentSides)[number];
export const commitmentStates = ['open', 'kept', 'broken', 'cancelled'] as const;
export type CommitmentState = (typeof commitmentStates)[number];

export const visitVerbs = ['start', 'complete', 'reschedule', 'cancel', 'miss', 'edit'] as const;
export type VisitVerb = (typeof visitVerbs)[number];

// A missed visit may be planned anew or, when it did take place, be logged late.
const verbsOf: Record<VisitStatus, readonly VisitVerb[]> = {
  planned: ['start', 'complete', 'reschedule', 'cancel', 'miss', 'edit'],
  in_progress: ['complete', 'cancel', 'edit'],
  completed: ['edit'],
  cancelled: ['reschedule'],
  missed: ['reschedule', 'complete'],
};

export const allows = (status: VisitStatus, verb: VisitVerb) => verbsOf[status].includes(verb);

/** Whether anything can have been heard or promised yet. */
export const hasBegun = (status: VisitStatus) => status === 'in_progress' || status === 'completed';

/** The refusal for a verb the state of the visit does not allow. */
export const checkVerb = (status: VisitStatus, verb: VisitVerb): Result<null> =>
  allows(status, verb) ? ok(null) : refused(`visit.cannot_${verb}`);

/** Somebody goes there, so where and when can be checked. */
export const isChecked = (visit: { channel: Channel }) =>
  visit.channel === 'onsite' || visit.channel === 'business_hall';

const longestKeptDays = 14;

/**
 * When something happened that a device tells us about, maybe much later: what its clock said then, put right by how
 * far that clock was off when it sent. Without a believable clock it is the time of arrival.
 */
export function momentOf(clock: { at: string; sentAt: string } | null | undefined, now: Date) {
  if (!clock) return { at: now, skewSeconds: null };
  const skewMs = new Date(clock.sentAt).getTime() - now.getTime();
  const at = new Date(new Date(clock.at).getTime() - skewMs);
  const age = now.getTime() - at.getTime();
  const skewSeconds = Math.round(skewMs / 1000);
  if (age < 0 || age > longestKeptDays * 86_400_000) return { at: now, skewSeconds };
  return { at, skewSeconds };
}

const longestHours = 24;
/** Clocks of phones differ a little from the server's. */
const skewMs = 5 * 60_000;

/** When a visit took place: it must have ended, and in a believable time. */
export function checkTimes(startedAt: Date, endedAt: Date, now: Date): Result<null> {
  if (startedAt.getTime() > now.getTime() + skewMs) return refusedAt('startedAt', 'visit.starts_in_future');
  if (endedAt.getTime() > now.getTime() + skewMs) return refusedAt('endedAt', 'visit.ends_in_future');
  if (endedAt < startedAt) return refusedAt('endedAt', 'visit.ends_before_start');
  if (endedAt.getTime() - startedAt.getTime() > longestHours * 3_600_000) return refusedAt('endedAt', 'visit.too_long');
  return ok(null);
}

const refusedAt = (field: string, message: string) => refused('invalid', { fields: { [field]: message } });

/** Planned for a time that has passed, and nothing has happened. */
export const isOverdue = (visit: { status: VisitStatus; plannedAt: Date; plannedMinutes: number }, now: Date) =>
  visit.status === 'planned' && visit.plannedAt.getTime() + visit.plannedMinutes * 60_000 < now.getTime();

/** How long it really took, in minutes; null while that is not known. */
export const minutesOf = (visit: { startedAt: Date | null; endedAt: Date | null }) =>
  visit.startedAt && visit.endedAt ? Math.round((visit.endedAt.getTime() - visit.startedAt.getTime()) / 60_000) : null;

type Timed = {
  status: VisitStatus;
  plannedAt: Date;
  plannedMinutes: number;
  startedAt: Date | null;
  endedAt: Date | null;
};
/** The time a visit takes up: that of the meeting once there was one, else what is planned. */
export function spanOf(visit: Timed) {
  const from = hasBegun(visit.status) ? (visit.startedAt ?? visit.plannedAt) : visit.plannedAt;
  const planned = new Date(from.getTime() + visit.plannedMinutes * 60_000);
  return { from, until: visit.status === 'completed' ? (visit.endedAt ?? planned) : planned };
}

/** Longer than anybody meets: allowed, but said. */
export const isVeryLong = (minutes: number) => minutes > 12 * 60;

/** For a visit logged without a purpose: how its note begins. */
export function purposeFrom(note: string) {
  const sentence = note.split(/[。！？\n;；]|\. /, 1)[0]?.trim() || note.trim();
  const letters = [...sentence];
  return letters.length <= 60 ? sentence : `${letters.slice(0, 59).join('')}…`;
}

/** What the note says beyond the purpose, where that was taken from it; null when that is nothing. */
export const restOfNote = (purpose: string, note: string | null) =>
  (note?.startsWith(purpose) ? note.slice(purpose.length).replace(/^[。！？.;；\s]+/, '') : note) || null;

/** Whole metres between two places on the ground. */
export const metresBetween = (a: Place, b: Place) => Math.round(6_371_000 * arcBetween(a, b));

export const commitmentVerbs = ['keep', 'break', 'answer', 'prove', 'reopen', 'cancel'] as const;
export type CommitmentVerb = (typeof commitmentVerbs)[number];

const statesBefore: Record<CommitmentVerb | 'change', readonly CommitmentState[]> = {
  keep: ['open', 'broken'],
  break: ['open'],
  answer: ['open', 'kept', 'broken'],
  prove: ['open', 'kept', 'broken'],
  reopen: ['kept', 'broken'],
  cancel: ['open'],
  change: ['open'],
};
export const commitmentAllows = (state: CommitmentState, verb: CommitmentVerb | 'change') =>
  statesBefore[verb].includes(state);

export const isLate = (commitment: { state: CommitmentState; dueOn: string }, today: string) =>
  commitment.state === 'open' && commitment.dueOn < today;

/** How a promise ended; null while it is open or when it was called off. */
export function keptHow(commitment: { state: CommitmentState; dueOn: string; settledOn: string | null }) {
  if (commitment.state === 'broken') return 'broken' as const;
  if (commitment.state !== 'kept') return null;
  return commitment.settledOn !== null && commitment.settledOn > commitment.dueOn ? 'late' : 'on_time';
}

/** Kept on time of what was settled, in whole per cent; null where nothing was. */
export const keptRate = (kept: { onTime: number; late: number; broken: number }) => {
  const settled = kept.onTime + kept.late + kept.broken;
  return settled ? Math.round((100 * kept.onTime) / settled) : null;
};

/** An address of evidence that may become a link. */
export const isLink = (evidence: string) => /^https?:\/\/[^\s]+$/.test(evidence);

/** What the board can show: the four it offers, and the two ways of having been kept that the kept rate leads to. */
export const commitmentShows = ['open', 'overdue', 'broken', 'settled', 'on_time', 'late'] as const;
export type CommitmentShow = (typeof commitmentShows)[number];
