import { addDays, fromLocal, isDay, startOf, today } from '~/core/dates';
import { isId } from '~/core/ids';
import type { CustomCriterion } from '~/features/custom-fields/filters';
import { type Role, unitRoles } from '~/features/people/rules';
import { type VisitStatus, type VisitType, visitStatuses, visitTypes } from './rules';

export const periods = ['today', 'week', 'coming', 'last30', 'overdue'] as const;
export type Period = (typeof periods)[number];
export const reaches = ['mine', 'team', 'all'] as const;
export type Reach = (typeof reaches)[number];

/** What the list, its count and its export are narrowed to. */
export type VisitFilter = {
  /** Words of the purpose or the note. */
  q: string | null;
  reach: Reach;
  personId: string | null;
  status: VisitStatus | null;
  type: VisitType | null;
  period: Period | null;
  /** Days, both included; they win over `period`. */
  from: string | null;
  to: string | null;
  accountId: string | null;
  /** What is asked of the company's own fields; found where the address is read. */
  custom?: CustomCriterion[] | null;
};

const one = <T extends string>(words: readonly T[], value: string | null): T | null =>
  words.includes(value as T) ? (value as T) : null;
const idOrNull = (value: string | null) => (isId(value) ? value : null);
const dayOrNull = (value: string | null) => (value && isDay(value) ? value : null);

/** The filter in an address; what makes no sense in it counts as absent. */
export const readVisitFilter = (params: URLSearchParams, usual: Reach): VisitFilter => ({
  q: params.get('q')?.trim().slice(0, 100) || null,
  reach: one(reaches, params.get('reach')) ?? usual,
  personId: idOrNull(params.get('person')),
  status: one(visitStatuses, params.get('status')),
  type: one(visitTypes, params.get('type')),
  period: one(periods, params.get('period')),
  from: dayOrNull(params.get('from')),
  to: dayOrNull(params.get('to')),
  accountId: idOrNull(params.get('account')),
});

export type Span = { from: Date | null; until: Date | null };
const span = (from: string | null, until: string | null): Span => ({
  from: from ? fromLocal(from) : null,
  until: until ? fromLocal(until) : null,
});

/** The instants a filter covers: from the first, up to but not including the second. */
export function spanOf({ period, from, to }: Pick<VisitFilter, 'period' | 'from' | 'to'>, now: Date): Span {
  if (from || to) return span(from, to && addDays(to, 1));
  const day = today(now);
  const monday = startOf(day, 'week');
  if (period === 'today') return span(day, addDays(day, 1));
  if (period === 'week') return span(monday, addDays(monday, 7));
  if (period === 'last30') return span(addDays(day, -29), addDays(day, 1));
  if (period === 'coming') return { from: now, until: null };
  if (period === 'overdue') return { from: null, until: now };
  return { from: null, until: null };
}

/** A manager looks at what is theirs first, those who lead at everything they see. */
export const usualReach = (role: Role): Reach => ((unitRoles as readonly Role[]).includes(role) ? 'all' : 'mine');
