import chineseDays from 'chinese-days';

/** Days are `YYYY-MM-DD` strings; `unpublished` means the State Council has not announced that year yet. */
export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeup' | 'unpublished';

const firstYear = 2004;
const dayMs = 86_400_000;
let lastYear = firstYear;
while (isAnnounced(`${lastYear + 1}-10-01`)) lastYear++;

/** The last year whose official calendar is known. */
export function publishedThrough(): number {
  return lastYear;
}

/** Whether all days named lie in years whose calendar is known; where not, the other answers follow the bare week. */
export function isPublished(...days: string[]): boolean {
  return days.every((day) => {
    const year = Number(day.slice(0, 4));
    return year >= firstYear && year <= lastYear;
  });
}

export function dayKind(day: string): DayKind {
  if (!isPublished(day)) return 'unpublished';
  const weekend = isWeekend(day);
  if (!isAnnounced(day)) return weekend ? 'weekend' : 'workday';
  if (!chineseDays.getDayDetail(day).work) return 'holiday';
  return weekend ? 'makeup' : 'workday';
}

export function isWorkday(day: string): boolean {
  const kind = dayKind(day);
  return kind === 'unpublished' ? !isWeekend(day) : kind === 'workday' || kind === 'makeup';
}

/** The n-th working day after the day (before it, for a negative n); 0 gives the day itself. */
export function addWorkdays(day: string, n: number): string {
  if (!Number.isInteger(n)) throw new RangeError(`not a whole number of days: ${n}`);
  const step = n < 0 ? -1 : 1;
  let at = day;
  for (let left = Math.abs(n); left > 0; ) {
    at = shift(at, step);
    if (isWorkday(at)) left--;
  }
  return at;
}

/** Working days after `from` up to and including `to`; negative when `to` lies before. */
export function workdaysBetween(from: string, to: string): number {
  if (to < from) return -workdaysBetween(to, from);
  let count = 0;
  for (let at = from; at < to; ) {
    at = shift(at, 1);
    if (isWorkday(at)) count++;
  }
  return count;
}

/**
 * In the announced list, off or made up; the package writes those names as `English,中文,days`. West of Greenwich it
 * shifts its list and a bare day alike, so both still meet, but its weekdays are wrong there: ours are our own.
 */
function isAnnounced(day: string): boolean {
  return chineseDays.getDayDetail(day).name.includes(',');
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
