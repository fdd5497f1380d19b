import { isWorkday } from '~/core/calendar';
import { addDays, fromLocal, localInput, today } from '~/core/dates';
import { overlaps, type Slot } from './moving';

/** Office hours, without the noon rest that customers keep. */
const hours = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
] as const;
/** Tried first: they leave room to get there and back. */
const usual = ['09:30', '10:30', '14:00', '15:30', '16:30'];
const stepMs = 30 * 60_000;
const leadMs = 15 * 60_000;

/** Today when it is worked, and the working days after it. */
export function planDays(from: string, count: number): string[] {
  const days: string[] = [];
  for (let day = from; days.length < count; day = addDays(day, 1)) if (isWorkday(day)) days.push(day);
  return days;
}

/** Starts of a day, as `YYYY-MM-DDTHH:mm`, at which nothing else is planned; at most `most`, in order of time. */
export function freeStarts(
  day: string,
  busy: readonly Slot[],
  now: Date,
  { minutes = 60, most = 4 }: { minutes?: number; most?: number } = {},
): string[] {
  const all = hours.flatMap(([from, until]) => {
    const starts: Date[] = [];
    const last = fromLocal(`${day}T${until}`).getTime() - minutes * 60_000;
    for (let at = fromLocal(`${day}T${from}`).getTime(); at <= last; at += stepMs) starts.push(new Date(at));
    return starts;
  });
  const slot = (plannedAt: Date): Slot => ({ plannedAt, plannedMinutes: minutes });
  const free = all.filter(
    (at) => at.getTime() >= now.getTime() + leadMs && !busy.some((other) => overlaps(slot(at), other)),
  );
  const isUsual = (at: Date) => usual.includes(localInput(at).slice(11));
  const chosen: Date[] = [];
  for (const at of [...free.filter(isUsual), ...free.filter((one) => !isUsual(one))])
    if (chosen.length < most && !chosen.some((other) => overlaps(slot(at), slot(other)))) chosen.push(at);
  return chosen.sort((a, b) => a.getTime() - b.getTime()).map(localInput);
}

/** How many of the busy times lie on a day. */
export const busyOn = (day: string, busy: readonly Slot[]) =>
  busy.filter(({ plannedAt }) => today(plannedAt) === day).length;
