import { addDays, fromLocal, localInput, today } from '~/core/dates';

const step = 30 * 60_000;
const rounded = (at: Date, up: boolean) =>
  new Date((up ? Math.ceil(at.getTime() / step) : Math.floor(at.getTime() / step)) * step);

/** A likely start for a new visit, as `YYYY-MM-DDTHH:mm`: the next free half hour of office time, or an hour ago. */
export function suggestStart(mode: 'plan' | 'log', now: Date, on?: string | null) {
  if (mode === 'log') return localInput(rounded(new Date(now.getTime() - 3_600_000), false));
  const day = on && on >= today(now) ? on : today(now);
  const morning = fromLocal(`${day}T09:30`);
  const soon = rounded(new Date(now.getTime() + 1_800_000), true);
  const start = soon > morning ? soon : morning;
  return start < fromLocal(`${day}T17:30`) ? localInput(start) : `${addDays(day, 1)}T09:30`;
}
