import { isPublished, isWorkday } from '~/core/calendar';
import { addDays, addMonths, fromLocal, startOf, today } from '~/core/dates';
import type { Timing } from './rules';

const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
const lastOfMonth = (day: string) => addDays(addMonths(startOf(day, 'month'), 1), -1);

function isDueOn(day: string, { rhythm, weekday, monthDay }: Timing) {
  if (rhythm === 'workdays') return isWorkday(day);
  if (rhythm === 'weekly') return weekdayOf(day) === weekday;
  const last = lastOfMonth(day);
  return day === last ? (monthDay ?? 0) >= Number(day.slice(8)) : Number(day.slice(8)) === monthDay;
}

/** The first time after an instant. Those missed meanwhile are not made up for. */
export function nextDue(timing: Timing, after: Date): Date {
  for (let day = today(after); ; day = addDays(day, 1)) {
    const at = fromLocal(`${day}T${String(timing.hour).padStart(2, '0')}:00`);
    if (at > after && isDueOn(day, timing)) return at;
  }
}

/** Whether the public holidays of that year are announced, where it matters; else the bare week was counted. */
export const isCertain = ({ rhythm }: Pick<Timing, 'rhythm'>, at: Date) =>
  rhythm !== 'workdays' || isPublished(today(at));
