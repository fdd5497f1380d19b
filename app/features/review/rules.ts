import { addDays, addMonths, isDay, startOf } from '~/core/dates';

/** How a change counts in a review, seen from the open pipeline. */
export const changeGroups = [
  'new',
  'reopened',
  'up',
  'down',
  'won',
  'lost',
  'held',
  'removed',
  'slipped',
  'pulled_in',
  'forward',
  'back',
] as const;
export type ChangeGroup = (typeof changeGroups)[number];

export type ChangeSums = Partial<Record<ChangeGroup, { count: number; fen: number }>>;
export const quarterStart = (day: string) => {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
};

/** The day a review looks back to: what was asked for, if it is a day of the last two years, else Monday a week ago. */
export function reviewSince(asked: string | null, today: string): string {
  const usual = addDays(startOf(today, 'week'), -7);
  return asked && isDay(asked) && asked <= today && asked >= addDays(today, -731) ? asked : usual;
}

/** Month columns of the stage × month table: three from this month on. */
export const reviewMonths = (today: string) =>
  Array.from({ length: 3 }, (_, i) => addMonths(startOf(today, 'month'), i));

/** What is past its date: the column of that name. */
export function overdueOf(months: { month: string; count: number; fen: number }[]) {
  const late = months.filter(({ month }) => month === 'overdue');
  return { count: late.reduce((n, m) => n + m.count, 0), fen: late.reduce((n, m) => n + m.fen, 0) };
}

/** How the opportunity list is asked for the deals of a column of that table: a month's first day, or a bucket. */
export function monthQuery(key: string, today: string) {
  if (key === 'none') return 'close=none';
  if (key === 'overdue') return 'overdue=1';
  if (key === 'later') return `closeFrom=${addMonths(startOf(today, 'month'), 3)}`;
  // what was due earlier this month is overdue
  return `closeFrom=${key < today ? today : key}&closeTo=${addDays(addMonths(key, 1), -1)}`;
}

/** How the opportunity list is asked for what this quarter's figures of won and lost count. */
export const closedQuery = (type: 'won' | 'lost') => `type=${type}&close=this_quarter`;
