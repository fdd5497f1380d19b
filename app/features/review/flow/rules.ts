import { addMonths, startOf } from '~/core/dates';
import { quarterStart } from '../rules';

/** How many there are of each value. */
export type Histogram = Map<number, number>;

/** As PostgreSQL's `percentile_cont`: between two values the share of the way from one to the other. Null without values. */
export function percentile(histogram: Histogram, share: number): number | null {
  const values = [...histogram].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const total = values.reduce((sum, [, count]) => sum + count, 0);
  if (!total) return null;
  const at = share * (total - 1);
  const valueAt = (index: number) => {
    let passed = 0;
    for (const [value, count] of values) {
      passed += count;
      if (index < passed) return value;
    }
    return values.at(-1)![0];
  };
  const [low, high] = [valueAt(Math.floor(at)), valueAt(Math.ceil(at))];
  return low + (high - low) * (at - Math.floor(at));
}

export type FlowRow = { part: string; stageId: number; startsOn: string; days: number; count: number; fen: number };

export type Cohort = { stageId: number; month: string; entered: number; advanced: number; won: number; lost: number };

/** Of those who came to a stage for the first time in a month, what became of them by now. */
export function cohortsOf(rows: FlowRow[]): Cohort[] {
  const cohorts = new Map<string, Cohort>();
  for (const { part, stageId, startsOn, count } of rows) {
    if (part !== 'entered' && part !== 'advanced' && part !== 'won' && part !== 'lost') continue;
    const key = `${stageId} ${startsOn}`;
    const cohort = cohorts.get(key) ?? { stageId, month: startsOn, entered: 0, advanced: 0, won: 0, lost: 0 };
    cohort[part] += count;
    cohorts.set(key, cohort);
  }
  return [...cohorts.values()].filter(({ entered }) => entered > 0);
}

export type Speed = { stageId: number; outcome: 'won' | 'lost'; count: number; median: number; p90: number };

/** Days spent in each stage by deals that were won, and by those that were lost. */
export function speedsOf(rows: FlowRow[]): Speed[] {
  const histograms = new Map<string, Histogram>();
  for (const { part, stageId, days, count } of rows) {
    if (part !== 'days_won' && part !== 'days_lost') continue;
    const key = `${stageId} ${part.slice(5)}`;
    const histogram = histograms.get(key) ?? new Map<number, number>();
    histograms.set(key, histogram.set(days, (histogram.get(days) ?? 0) + count));
  }
  return [...histograms].flatMap(([key, histogram]) => {
    const [stageId, outcome] = key.split(' ') as [string, 'won' | 'lost'];
    const [median, p90] = [percentile(histogram, 0.5), percentile(histogram, 0.9)];
    const count = [...histogram.values()].reduce((sum, n) => sum + n, 0);
    return median === null || p90 === null ? [] : [{ stageId: Number(stageId), outcome, count, median, p90 }];
  });
}

export const ages = ['this_month', 'last_months', 'half_year', 'older'] as const;
export type Age = (typeof ages)[number];

/** For how long open deals have been in their stage, by the month they came to it. */
export function ageOf(month: string, today: string): Age {
  const now = startOf(today, 'month');
  if (month >= now) return 'this_month';
  if (month >= addMonths(now, -2)) return 'last_months';
  return month >= addMonths(now, -5) ? 'half_year' : 'older';
}

/** Cohorts of the last six months, closings of the last four quarters. */
export const cohortMonths = (today: string) =>
  Array.from({ length: 6 }, (_, at) => addMonths(startOf(today, 'month'), at - 5));
export const speedSince = (today: string) => addMonths(quarterStart(today), -9);
