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
  if (n === 0) return day;
  let year = yearOf(day);
  let known = workYear(year);
  // counted from the first working day of the year
  let place = n > 0 ? upTo(day) + n - 1 : upTo(shift(day, -1), year) + n;
  while (place >= known.workdays.length) {
    place -= known.workdays.length;
    known = workYear(++year);
  }
  while (place < 0) {
    known = workYear(--year);
    place += known.workdays.length;
  }
  return known.workdays[place]!;
}

/** Working days after `from` up to and including `to`; negative when `to` lies before. */
export function workdaysBetween(from: string, to: string): number {
  if (to < from) return -workdaysBetween(to, from);
  let count = upTo(to) - upTo(from);
  for (let year = yearOf(from); year < yearOf(to); year++) count += workYear(year).workdays.length;
  return count;
}

/** The working days of a year, and for each of its days how many of them have come. */
type WorkYear = { workdays: string[]; come: number[] };
/** Asking the package costs 70 µs a day, and lists ask about intervals of months for each row: a year is asked about once. */
const workYears = new Map<number, WorkYear>();

function workYear(year: number): WorkYear {
  const known = workYears.get(year);
  if (known) return known;
  const made: WorkYear = { workdays: [], come: [] };
  for (let day = `${String(year).padStart(4, '0')}-01-01`; yearOf(day) === year; day = shift(day, 1)) {
    if (isWorkday(day)) made.workdays.push(day);
    made.come.push(made.workdays.length);
  }
  workYears.set(year, made);
  return made;
}

/** How many working days of the year have come by the day; none of them by a day of the year before. */
function upTo(day: string, year = yearOf(day)): number {
  if (yearOf(day) < year) return 0;
  const place = (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${day.slice(0, 4)}-01-01T00:00:00Z`)) / dayMs;
  return workYear(year).come[place]!;
}

const yearOf = (day: string) => Number(day.slice(0, 4));

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
