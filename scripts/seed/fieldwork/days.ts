import { today as businessDay } from '~/core/dates';
import type { Customer } from '../customers/customer';
import { type Demo, workdayAtOrBefore } from '../demo';
import { between, chance, gauss } from '../random';

export const aYear = 365;
const monthsBack = 18;
const inThatTime = { A: 20, B: 11, C: 5.6, D: 2.2 } as const;

/** The days a customer was or will be visited on, by grade: earlier ones at random, some ahead of us. */
export function visitDays(demo: Demo, customer: Customer): string[] {
  const { random } = demo;
  const { row, owner } = customer;
  const last = owner.key === 'leaver' ? -24 : -1;
  const first = Math.max(-Math.round((monthsBack * aYear) / 12), -daysKnown(demo, customer));
  const count = Math.max(0, Math.round(inThatTime[row.grade] * Math.exp(gauss(random, -0.06, 0.35))));
  const days = Array.from({ length: count }, () => workdayAtOrBefore(demo.day(between(random, first, last))));
  if (owner.key !== 'leaver' && chance(random, row.grade === 'A' ? 0.6 : 0.3)) {
    const ahead = workdayAtOrBefore(demo.day(between(random, 1, 14)));
    if (ahead > demo.today) days.push(ahead);
  }
  return [...new Set(days)].sort();
}

const daysKnown = (demo: Demo, { row }: Customer) =>
  Math.floor((Date.parse(demo.today) - Date.parse(businessDay(row.createdAt))) / 86_400_000) - 1;
