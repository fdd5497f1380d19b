import { addDays, addMonths, isDay, startOf } from '~/core/dates';
import { quarterStart } from './rules';

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

export const sizeOfPage = 50;

export function horizonEnd(horizon: Horizon, until: string): string | null {
  if (horizon === 'month') return addDays(addMonths(startOf(until, 'month'), 1), -1);
  if (horizon === 'quarter') return addDays(addMonths(quarterStart(until), 3), -1);
  return horizon === 'year' ? `${until.slice(0, 4)}-12-31` : null;
}

/** What an address asks for: nonsense becomes the usual, `until` is today at most and `since` lies before it. */
export function readSpan(params: URLSearchParams, today: string): Span & { horizonName: Horizon } {
  const asked = params.get('until');
  const earliest = addDays(today, -3 * 366);
  const until = asked && isDay(asked) && asked <= today && asked > earliest ? asked : today;
  const from = params.get('since');
  const since = from && isDay(from) && from < until && from >= earliest ? from : usualSince(until);
  const horizonName = horizons.find((one) => one === params.get('horizon')) ?? 'all';
  return { since, until, horizonName, horizon: horizonEnd(horizonName, until) };
}

/** The evening of the Sunday before last week: on Monday morning, a whole week and what has happened since. */
export const usualSince = (until: string) => addDays(startOf(until, 'week'), -8);

export type Step = { bar: Bar | 'opening' | 'closing'; fen: number; count: number };

/** From the opening to the closing sum; what does not fit, because nothing recorded tells of it, is never hidden. */
export function waterfallSteps(opening: number, closing: number, sums: BarSums) {
  const steps: Step[] = bars
    .map((bar) => ({ bar, fen: sums[bar]?.fen ?? 0, count: sums[bar]?.count ?? 0 }))
    .filter((step) => step.fen !== 0);
  const rest = closing - opening - steps.reduce((sum, step) => sum + step.fen, 0);
  return { steps, rest };
}
