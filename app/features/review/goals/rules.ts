import { addDays, addMonths, isDay, startOf } from '~/core/dates';
import { quarterStart } from '../rules';

export const goalLengths = ['month', 'quarter'] as const;
export type GoalLength = (typeof goalLengths)[number];
/** Of a thousand billion yuan nobody dreams; keeps the amount far from where numbers lose their last digit. */
export const mostFen = 100_000_000_000_000;

export type Period = { length: GoalLength; startsOn: string };

export const periodOf = (length: GoalLength, day: string): Period => ({
  length,
  startsOn: length === 'month' ? startOf(day, 'month') : quarterStart(day),
});
export const lastDay = ({ length, startsOn }: Period) => addDays(addMonths(startsOn, length === 'month' ? 1 : 3), -1);
export const shifted = (period: Period, by: number): Period => ({
  ...period,
  startsOn: addMonths(period.startsOn, by * (period.length === 'month' ? 1 : 3)),
});

/** What an address asks for: `of` any day of the period. */
export function readPeriod(params: URLSearchParams, today: string): Period {
  const length = params.get('length') === 'month' ? 'month' : 'quarter';
  const of = params.get('of');
  return periodOf(length, of && isDay(of) && of > '2000-01-01' && of < '2100-01-01' ? of : today);
}

export type Progress = { goalFen: number | null; wonFen: number; openFen: number; weightedFen: number };

/** How a goal stands: what is still missing, and how many times the deals due in time cover that. */
export function standing({ goalFen, wonFen, openFen }: Progress) {
  if (goalFen === null) return null;
  const missingFen = Math.max(0, goalFen - wonFen);
  return {
    share: wonFen / goalFen,
    missingFen,
    /** Null: there is nothing left to cover. */
    coverage: missingFen ? openFen / missingFen : null,
  };
}
