import { addDays, addMonths, isDay, startOf } from '~/core/dates';
import { quarterStart, reviewSince } from './rules';

/** What can have happened to a deal between two evenings, in the order a waterfall shows it. */
export const bars = [
  'new',
  'moved_in',
  'reopened',
  'resumed',
  'restored',
  'pulled_in',
  'up',
  'down',
  'slipped',
  'moved_out',
  'held',
  'removed',
  'lost',
  'won',
] as const;
export type Bar = (typeof bars)[number];
export const isBar = (text: string | null): text is Bar => (bars as readonly (string | null)[]).includes(text);

export type BarSum = { count: number; fen: number; totalFen: number };
export type BarSums = Partial<Record<Bar, BarSum>>;

/** By when deals count as in the pipeline looked at: all, or those due by the end of the month, quarter or year of `until`. */
export const horizons = ['all', 'month', 'quarter', 'year'] as const;
export type Horizon = (typeof horizons)[number];

/** From the evening of one day to that of another; `horizon` is the last day of a month, or null for all deals. */
export type Span = { since: string; until: string; horizon: string | null };
/** What a page was asked for: the first and the last day whose changes count. */
export type Asked = { since: string; until: string; horizon: Horizon };

export function horizonEnd(horizon: Horizon, until: string): string | null {
  if (horizon === 'month') return addDays(addMonths(startOf(until, 'month'), 1), -1);
  if (horizon === 'quarter') return addDays(addMonths(quarterStart(until), 3), -1);
  return horizon === 'year' ? `${until.slice(0, 4)}-12-31` : null;
}

/** What an address asks for: nonsense becomes the usual; the last day is today at most and not before the first. */
export function readAsked(params: URLSearchParams, today: string): Asked {
  const last = params.get('until');
  const until = last && isDay(last) && last <= today && last >= addDays(today, -731) ? last : today;
  const since = reviewSince(params.get('since'), until);
  return { since, until, horizon: horizons.find((one) => one === params.get('horizon')) ?? 'all' };
}

/** The first day counts, so its opening is the evening before. */
export const spanOf = ({ since, until, horizon }: Asked): Span => ({
  since: addDays(since, -1),
  until,
  horizon: horizonEnd(horizon, until),
});

export type Step = { bar: Bar; fen: number; count: number };

/** From the opening to the closing sum. `rest` is what no deal tells of: 0 unless rows were changed past the history. */
export function waterfallSteps(opening: number, closing: number, sums: BarSums) {
  const steps: Step[] = bars
    .map((bar) => ({ bar, fen: sums[bar]?.fen ?? 0, count: sums[bar]?.count ?? 0 }))
    .filter((step) => step.fen !== 0);
  const rest = closing - opening - steps.reduce((sum, step) => sum + step.fen, 0);
  return { steps, rest };
}

/** Mondays back from a day, and the day itself: what a line over time is drawn through. */
export function weeksBack(until: string, weeks: number): string[] {
  const monday = startOf(until, 'week');
  const days = Array.from({ length: weeks }, (_, at) => addDays(monday, (at - weeks + 1) * 7 - 1));
  return [...days.filter((day) => day < until), until];
}
