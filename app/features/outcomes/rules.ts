import { addMonths, startOf } from '~/core/dates';

/** What wins and losses are looked at by. */
export const angles = ['reason', 'line', 'industry', 'competitor'] as const;
export type Angle = (typeof angles)[number];
export const spans = ['quarter', 'half', 'year'] as const;
export type Span = (typeof spans)[number];
const months: Record<Span, number> = { quarter: 3, half: 6, year: 12 };

/** What the analysis is narrowed to; `none` stands for what was not said. */
export type OutcomeFilters = { span: Span; by: Angle; only: Partial<Record<Angle, string>> };

const isKey = (text: string | null): text is string => text !== null && /^[\w-]{1,40}$/.test(text);

export function readFilters(params: URLSearchParams): OutcomeFilters {
  const only = Object.fromEntries(
    angles.flatMap((angle) => (isKey(params.get(angle)) ? [[angle, params.get(angle)]] : [])),
  );
  return {
    span: spans.find((one) => one === params.get('span')) ?? 'year',
    by: angles.find((one) => one === params.get('by')) ?? 'reason',
    only,
  };
}

/** The days of a span that ends today: whole months, the running one included. */
export function daysOf(span: Span, today: string): { from: string; to: string } {
  return { from: startOf(addMonths(today, 1 - months[span]), 'month'), to: today };
}

export type OutcomeRow = { key: string | null; won: number; wonFen: number; lost: number; lostFen: number };

/** Won of all that ended, as a share; null while nothing has. */
export const winRate = ({ won, lost }: Pick<OutcomeRow, 'won' | 'lost'>) => (won + lost ? won / (won + lost) : null);

export const sumOf = (rows: readonly OutcomeRow[]) =>
  rows.reduce(
    (sum, row) => ({
      won: sum.won + row.won,
      wonFen: sum.wonFen + row.wonFen,
      lost: sum.lost + row.lost,
      lostFen: sum.lostFen + row.lostFen,
    }),
    { won: 0, wonFen: 0, lost: 0, lostFen: 0 },
  );
