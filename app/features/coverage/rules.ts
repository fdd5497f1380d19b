import { addWorkdays, isPublished, workdaysBetween } from '~/core/calendar';
import { addDays } from '~/core/dates';

/**
 * The day until which the next visit is in time. Not firm where it leads through a year whose calendar has not been
 * announced: it then follows the bare week, and whoever shows it says so.
 */
export const dueDay = (sinceOn: string, days: number): { dueOn: string; firm: boolean } => {
  const dueOn = addWorkdays(sinceOn, days);
  return { dueOn, firm: isPublished(sinceOn, dueOn) };
};

export type Standing = { dueOn: string; firm: boolean; overdueDays: number };

/** Where an account stands; `overdueDays` are working days past the due day: over the weekend nothing becomes overdue. */
export function standingOf(sinceOn: string, days: number, today: string): Standing {
  const due = dueDay(sinceOn, days);
  return { ...due, overdueDays: Math.max(0, workdaysBetween(due.dueOn, today)) };
}

/** Who was visited before this day is overdue today, and nobody else: the day arithmetic of all accounts at once. */
export const cutoffDay = (today: string, days: number) => addWorkdays(addDays(today, 1), -(days + 1));

/** The years between the two days whose calendar has not been announced. */
export function unpublishedYears(from: string, to: string): number[] {
  const years: number[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
    if (!isPublished(`${year}-01-01`)) years.push(year);
  return years;
}

/** Where a list stands: the due day of its last row, since when that counts, and the row itself. */
export type Place = { dueOn: string; sinceOn: string; since: string; id: string };

/** Rows of a rule from a moment on; with an id, only those behind that row of the same moment. */
export type Start = { day: string } | { since: string; id: string };

/**
 * Where a rule's own order (since when, id) goes on after a place of the list, which is in order of due days. Accounts
 * due on the same day were last visited within a few days, since weekends and holidays lead to the next working day.
 */
export function startAfter({ dueOn, sinceOn, since, id }: Place, days: number): Start {
  const first = addWorkdays(dueOn, -days);
  const next = addWorkdays(addDays(dueOn, 1), -days);
  if (sinceOn < first) return { day: first };
  return sinceOn < next ? { since, id } : { day: next };
}
