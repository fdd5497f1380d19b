import { isPublished, isWorkday } from '~/core/calendar';
import { addDays, fromLocal, today } from '~/core/dates';

/** The working day that waiting times are counted in, Shanghai's wall clock. */
export const workHours = { from: '08:30', to: '17:30' } as const;

const at = (day: string, time: string) => fromLocal(`${day}T${time}`).getTime();
const hourMs = 3_600_000;

/** The instant so many working hours later; an instant outside working hours counts from the next working morning. */
export function afterWorkHours(instant: Date, hours: number): Date {
  let left = hours * hourMs;
  let now = instant.getTime();
  for (let day = today(instant); ; day = addDays(day, 1)) {
    if (!isWorkday(day)) continue;
    const begin = Math.max(now, at(day, workHours.from));
    const end = at(day, workHours.to);
    if (begin >= end) continue;
    if (begin + left <= end) return new Date(begin + left);
    left -= end - begin;
    now = end;
  }
}

/** Whether the public holidays on the way to that instant are announced; else it is counted by the bare week. */
export const isCertain = (from: Date, to: Date) => isPublished(today(from), today(to));
