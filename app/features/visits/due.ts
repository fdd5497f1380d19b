import { addWorkdays, dayKind, isPublished, isWorkday } from '~/core/calendar';
import { addDays } from '~/core/dates';

/** Days a promise is often due on, counted in working days from when it is made. */
export function dueShortcuts(day: string) {
  const nextMonth = addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7);
  return { in3: addWorkdays(day, 3), in5: addWorkdays(day, 5), monthEnd: addDays(`${nextMonth}-01`, -1) };
}

/** What to say of a due day: nobody works then, with the working day to take instead, or nobody knows yet; else null. */
export function dueAdvice(day: string) {
  if (!isWorkday(day)) {
    return {
      kind: dayKind(day) === 'holiday' ? ('holiday' as const) : ('weekend' as const),
      next: addWorkdays(day, 1),
    };
  }
  return isPublished(day) ? null : { kind: 'unpublished' as const, next: null };
}
