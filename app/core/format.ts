import type { Locale } from './locale';

const dayMs = 86_400_000;

// No daylight saving in Shanghai since 1991: a fixed offset is exact, and a list of dates costs a tenth of Intl's.
const wall = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString();
const dayKey = (instant: Date) => wall(instant).slice(0, 10);
const dayNumber = (instant: Date) => Math.floor((instant.getTime() + 8 * 3_600_000) / dayMs);

/** Remembers the last thousands of answers: pages say the same few days again and again. */
function remembered(answer: (value: string) => string) {
  const known = new Map<string, string>();
  return (value: string) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    if (known.size > 4000) known.clear();
    const made = answer(value);
    known.set(value, made);
    return made;
  };
}

export type MoneyParts = { value: string; unit: string };

function createFormatter(locale: Locale) {
  const zh = locale === 'zh-CN';
  const on = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(zh ? 'zh-CN' : 'en-GB', options);
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const twoDecimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const cents = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dayOfYear = on({ timeZone: 'UTC', month: zh ? 'long' : 'short', day: 'numeric' });
  const dayWithYear = on({ timeZone: 'UTC', year: 'numeric', month: zh ? 'long' : 'short', day: 'numeric' });
  const dayOfWeek = on({ timeZone: 'UTC', weekday: 'short' });
  const monthOfYear = on({ timeZone: 'UTC', year: 'numeric', month: zh ? 'long' : 'short' });

  const number = (value: number) => oneDecimal.format(value);
  const bytes = (size: number) =>
    size < 1_000_000
      ? `${number(Math.max(1, Math.round(size / 1024)))} KB`
      : `${number(Math.round(size / 104_857.6) / 10)} MB`;
  const instantOf = (at: string | Date) => (typeof at === 'string' ? new Date(at) : at);
  const time = (at: string | Date) => wall(instantOf(at)).slice(11, 16);
  const utcDay = (value: string) => new Date(`${value}T00:00:00Z`);
  const thisYear = remembered((value) => dayOfYear.format(utcDay(value)));
  const anyYear = remembered((value) => dayWithYear.format(utcDay(value)));

  /** Left out of the current year (of `now`, when given), spoken otherwise. */
  function day(value: string, now?: string | Date) {
    const date = value.slice(0, 10);
    if (Number.isNaN(utcDay(date).getTime())) return value;
    const sameYear = now !== undefined && wall(instantOf(now)).slice(0, 4) === value.slice(0, 4);
    return (sameYear ? thisYear : anyYear)(date);
  }

  function moneyParts(fen: number): MoneyParts {
    const yuan = fen / 100;
    const size = Math.abs(yuan);
    const sign = yuan < 0 ? '-¥' : '¥';
    // of the great units a decimal is millions: they get one more
    const scale: [number, string, Intl.NumberFormat][] = zh
      ? [
          [1e8, '亿', twoDecimals],
          [1e4, '万', oneDecimal],
        ]
      : [
          [1e9, 'B', twoDecimals],
          [1e6, 'M', twoDecimals],
          [1e4, 'K', oneDecimal],
        ];
    for (const [from, unit, digits] of scale) {
      const step = unit === 'K' ? 1e3 : from;
      if (size >= from) return { value: sign + digits.format(size / step), unit };
    }
    return { value: sign + (Number.isInteger(size) ? whole : cents).format(size), unit: '' };
  }

  return {
    locale,
    number,
    bytes,
    percent: (ratio: number) => share.format(ratio),
    moneyParts,
    /** Short: 万 or K with one decimal, 亿 or M / B with two. */
    money: (fen: number) => {
      const { value, unit } = moneyParts(fen);
      return value + unit;
    },
    /** Exact, with 分. */
    yuan: (fen: number) => `${fen < 0 ? '-¥' : '¥'}${cents.format(Math.abs(fen) / 100)}`,
    day,
    dayLong: (value: string, now?: string | Date) => {
      const weekday = dayOfWeek.format(new Date(`${value.slice(0, 10)}T00:00:00Z`));
      return zh ? `${day(value, now)} ${weekday}` : `${weekday} ${day(value, now)}`;
    },
    weekday: (value: string) => dayOfWeek.format(new Date(`${value.slice(0, 10)}T00:00:00Z`)),
    month: (value: string) => monthOfYear.format(new Date(`${value.slice(0, 7)}-01T00:00:00Z`)),
    time,
    dateTime: (at: string | Date, now?: string | Date) => `${day(dayKey(instantOf(at)), now)} ${time(at)}`,
    /** Relative within a week of `now`, then the day. */
    when(at: string | Date, now: string | Date) {
      const days = dayNumber(instantOf(at)) - dayNumber(instantOf(now));
      if (Math.abs(days) >= 7) return day(dayKey(instantOf(at)), now);
      const spoken = relative.format(days, 'day').replace(/\s/g, zh ? '' : ' ');
      return Math.abs(days) <= 1 ? `${spoken} ${time(at)}` : spoken;
    },
  };
}

export type Formatter = ReturnType<typeof createFormatter>;

const made = new Map<Locale, Formatter>();

/** The formats of one language; Intl objects are costly to make, so there is one of each. */
export function formatter(locale: Locale): Formatter {
  const ready = made.get(locale) ?? createFormatter(locale);
  made.set(locale, ready);
  return ready;
}

/** What an avatar shows: the last two Han characters, or the initials of a Latin name. */
export function initials(name: string) {
  const han = name.match(/\p{Script=Han}/gu);
  if (han) return han.slice(-2).join('');
  const parts = name.trim().split(/\s+/u).filter(Boolean);
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
    .map((part) => (part ? ([...part][0] ?? '') : ''))
    .join('')
    .toUpperCase();
}
