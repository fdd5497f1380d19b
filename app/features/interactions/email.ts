import { isDay, localInput } from '~/core/dates';

/** Headers as mail programs write them when a mail is copied, in both languages. */
const headers = {
  from: ['from', '发件人'],
  to: ['to', '收件人'],
  cc: ['cc', '抄送'],
  date: ['date', 'sent', '发送时间', '日期', '时间'],
  subject: ['subject', '主题'],
} as const;
type Header = keyof typeof headers;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const firstLines = 60;

export type PastedMail = {
  from: string[];
  to: string[];
  subject: string | null;
  /** Wall clock in Shanghai. */
  at: string | null;
  text: string;
};

const named = (name: string) =>
  (Object.keys(headers) as Header[]).find((header) =>
    (headers[header] as readonly string[]).includes(name.toLowerCase().replace(/[\s*]/g, '')),
  );

const addresses = (text = '') =>
  [...text.matchAll(/[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g)].map(([address]) => address.toLowerCase());

const two = (n: string | number) => String(n).padStart(2, '0');

function wallClock(year: string, month: string | number, day: string, hour: string, minute: string, half = '') {
  const isLate = /pm|下午|晚上|傍晚/i.test(half);
  const isEarly = /am|上午|凌晨|早上/i.test(half);
  const h = Number(hour);
  const day24 = isLate && h < 12 ? h + 12 : isEarly && h === 12 ? 0 : h;
  const on = `${year}-${two(month)}-${two(day)}`;
  return isDay(on) && day24 < 24 && Number(minute) < 60 ? `${on}T${two(day24)}:${minute}` : null;
}

/** The moment a header names: with an offset exactly, without one as a clock in Shanghai shows it. */
export function mailMoment(text: string): string | null {
  if (/(?:[+-]\d{4}|GMT|UTC)(?:\s*\(.*\))?\s*$/.test(text)) {
    const at = Date.parse(text.replace(/\s*\(.*\)\s*$/, ''));
    if (!Number.isNaN(at)) return localInput(new Date(at));
  }
  const numbers = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(.*)$/.exec(text);
  if (numbers) {
    const clock = /(上午|下午|凌晨|早上|晚上|傍晚|中午)?\s*(\d{1,2})\s*[:：]\s*(\d{2})(?::\d{2})?\s*([AaPp][Mm])?/.exec(
      numbers[4]!,
    );
    if (clock) return wallClock(numbers[1]!, numbers[2]!, numbers[3]!, clock[2]!, clock[3]!, clock[1] ?? clock[4]);
  }
  const words =
    /(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?\s*(?:(\d{1,2}),?\s+)?(\d{4})\D+?(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?/.exec(
      text.replace(/^[A-Za-z]+,\s*/, ''),
    );
  if (!words) return null;
  const month = months.indexOf(words[2]!.slice(0, 3).toLowerCase()) + 1;
  const day = words[1] ?? words[3];
  return month && day ? wallClock(words[4]!, month, day, words[5]!, words[6]!, words[7]) : null;
}

/** A mail as it was copied: its headers, wherever they begin, and what comes after them; null when it has none. */
export function readMail(pasted: string): PastedMail | null {
  const lines = pasted.replace(/\r\n?/g, '\n').split('\n');
  const found: Partial<Record<Header, string>> = {};
  let last: Header | undefined;
  let end = 0;
  for (const [i, line] of lines.slice(0, firstLines).entries()) {
    const head = /^[\s>*]*([A-Za-z]{2,8}|[\p{Script=Han}\s]{2,8})\**\s*[:：]\**\s*(.*)$/u.exec(line);
    const header = head ? named(head[1]!) : undefined;
    if (head && header) {
      found[header] ??= head[2]!.trim();
      last = header;
      end = i + 1;
    } else if (last && end === i && /^\s+\S/.test(line)) {
      found[last] += ` ${line.trim()}`;
      end = i + 1;
    } else if (last && line.trim() && !head) break;
    else if (last && !line.trim() && Object.keys(found).length > 1) break;
  }
  if (!found.from && !found.subject) return null;
  return {
    from: addresses(found.from),
    to: addresses([found.to, found.cc].join(' ')),
    subject: found.subject || null,
    at: found.date ? mailMoment(found.date) : null,
    text: lines.slice(end).join('\n').trim(),
  };
}

type Known = { id: string; email: string | null };

/** Which of the account's people wrote the mail or got it, and whether it came in. */
export function whoseMail(mail: PastedMail, contacts: readonly Known[], me: string) {
  const at = (list: string[]) => contacts.find(({ email }) => email && list.includes(email.toLowerCase()));
  const sender = at(mail.from);
  const isToMe = mail.to.includes(me.toLowerCase()) && !mail.from.includes(me.toLowerCase());
  const direction = sender || isToMe ? ('in' as const) : ('out' as const);
  return { contactId: (sender ?? at(mail.to))?.id ?? null, direction };
}
