import { isDay } from '~/core/dates';
import { parseYuan } from '~/core/money';

/** A cell that says "nothing here" in one of the ways people fill tables with. */
export const isBlank = (text: string) =>
  /^[\s\u3000]*$|^\s*(-|--|—|——|\/|n\/a|null|none|nil|无|暂无|空)\s*$/iu.test(text);

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const numeric = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(.*)$/;
const compact = /^(\d{4})(\d{2})(\d{2})(.*)$/;
const english =
  /^(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?)[\s,-]+(\d{4})(.*)$/i;

/** Year, month, day and what follows them; day-first and month-first numbers are not guessed at. */
function splitDay(text: string): { day: string; rest: string } | null {
  const plain = text.normalize('NFKC').trim();
  const match = numeric.exec(plain) ?? compact.exec(plain);
  let parts: (string | number | undefined)[] = match ? match.slice(1) : [];
  if (!match) {
    const word = english.exec(plain);
    if (!word) return null;
    const month = months.indexOf((word[2] ?? word[3] ?? '').slice(0, 3).toLowerCase()) + 1;
    parts = [word[5], month, word[1] ?? word[4], word[6]];
  }
  const [year, month, day, rest] = parts;
  const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(iso) ? { day: iso, rest: String(rest ?? '') } : null;
}

const midnight = /^[T\s]*(0{1,2}:0{2}(:0{2}(\.0+)?)?)?\s*Z?$/;
const clock = /^[T\s]*(上午|下午)?\s*(\d{1,2})[:时点](\d{2})?分?(:\d{2}(\.\d+)?)?\s*(am|pm)?$/i;

/** `2026-3-1`, `2026/03/01`, `2026年3月1日`, `20260301`, `1 Mar 2026` → `2026-03-01`; null for anything else. */
export function readDay(text: string): string | null {
  const found = splitDay(text);
  return found && midnight.test(found.rest) ? found.day : null;
}

/** A day with or without a time, wall clock in Shanghai → `2026-03-01T09:30`; without a time it is nine in the morning. */
export function readMoment(text: string): string | null {
  const found = splitDay(text);
  if (!found) return null;
  if (found.rest.trim() === '') return `${found.day}T09:00`;
  const time = clock.exec(found.rest);
  if (!time) return null;
  const late = time[1] === '下午' || time[6]?.toLowerCase() === 'pm';
  const hour = (Number(time[2]) % 24) + (late && Number(time[2]) < 12 ? 12 : 0);
  const minute = Number(time[3] ?? 0);
  if (Number(time[2]) > 23 || minute > 59) return null;
  return `${found.day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The unit a column's heading names, e.g. `注册资本（万元）`. */
export const moneyUnit = (heading: string): '' | '万' | '亿' => {
  const unit = /[（(【[\s:：/]\s*(亿|万)\s*元?\s*(?:人民币)?[)）】\]]?\s*$/u.exec(heading.normalize('NFKC'));
  return (unit?.[1] as '万' | '亿' | undefined) ?? '';
};

/** An amount in yuan → 分; `unit` is that of the heading and counts where the cell names none itself. */
export function readMoney(text: string, unit: '' | '万' | '亿' = ''): number | null {
  const plain = text.normalize('NFKC').trim();
  const own = /[万亿元]/.test(plain);
  return parseYuan(plain.replace(/^(rmb|cny)\s*/i, '') + (own ? '' : unit));
}

/** A whole number as people write it: `1,200`, `１２`, `350人`, `12.0`. */
export function readInteger(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s]|[人个年月%]$/gu, '');
  const match = /^(-?\d{1,12})(?:\.0+)?$/.exec(plain);
  return match ? Number(match[1]) : null;
}

export function readDecimal(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s°]/g, '');
  return /^-?\d{1,9}(\.\d{1,12})?$/.test(plain) ? Number(plain) : null;
}

/** A spreadsheet must not run a cell: one that begins like a formula gets an apostrophe. Plain numbers stay numbers. */
export const safeCell = (text: string) =>
  /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
