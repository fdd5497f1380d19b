import { addWorkdays } from '~/core/calendar';
import { addDays, fromLocal, localInput, today } from '~/core/dates';

const minuteMs = 60_000;
const halfHour = 30 * minuteMs;

export type Slot = { plannedAt: Date; plannedMinutes: number };
const endOf = ({ plannedAt, plannedMinutes }: Slot) => new Date(plannedAt.getTime() + plannedMinutes * minuteMs);

/** At the same time of another day, as `YYYY-MM-DDTHH:mm`. */
export const sameTimeOn = (day: string, plannedAt: Date) => day + localInput(plannedAt).slice(10);

/** What is offered first: the day after, and the next working day where that is another one. */
export function moveChoices(plannedAt: Date, now: Date) {
  const from = [today(plannedAt), today(now)].sort()[1]!;
  const next = addDays(from, 1);
  const workday = addWorkdays(from, 1);
  return [
    {
      key: from === today(now) ? ('tomorrow' as const) : ('day_after' as const),
      plannedAt: sameTimeOn(next, plannedAt),
    },
    ...(workday === next ? [] : [{ key: 'workday' as const, plannedAt: sameTimeOn(workday, plannedAt) }]),
  ];
}
export type MoveChoice = ReturnType<typeof moveChoices>[number];

/**
 * When a visit dropped between two others of a day begins: as the one before ends, on the half hour where that fits;
 * dropped on top, so that it ends as the first begins. Null where nothing says another time.
 */
export function timeBetween(before: Slot | undefined, after: Slot | undefined, plannedMinutes: number): Date | null {
  if (before) {
    const end = endOf(before);
    const rounded = new Date(Math.ceil(end.getTime() / halfHour) * halfHour);
    const fits = !after || rounded.getTime() + plannedMinutes * minuteMs <= after.plannedAt.getTime();
    const start = fits ? rounded : end;
    return today(start) === today(before.plannedAt) ? start : null;
  }
  if (!after) return null;
  const start = new Date(after.plannedAt.getTime() - plannedMinutes * minuteMs);
  const midnight = fromLocal(today(after.plannedAt));
  return start > midnight ? start : midnight;
}

export const overlaps = (a: Slot, b: Slot) => a.plannedAt < endOf(b) && b.plannedAt < endOf(a);
