import { addWorkdays, dayKind, isWorkday } from '~/core/calendar';
import { addDays } from '~/core/dates';

/** Days a promise is often due on, counted in working days from when it is made. */
export function dueShortcuts(day: string) {
  const nextMonth = addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7);
  return { in3: addWorkdays(day, 3), in5: addWorkdays(day, 5), monthEnd: addDays(`${nextMonth}-01`, -1) };
}

/** What to say of a due day on which nobody works, and the working day to take instead; null for any other. */
export function dueAdvice(day: string) {
  if (isWorkday(day)) return null;
  return { kind: dayKind(day) === 'holiday' ? ('holiday' as const) : ('weekend' as const), next: addWorkdays(day, 1) };
}
