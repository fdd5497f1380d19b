import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import { snake } from './changes';

/** Names of the records that values refer to, by id; stages and units by `stage:4`, `unit:12`. */
export type Names = Record<string, string>;
export type ChangeWords = { t: Translate; format: Formatter; names?: Names; subject?: string };

/** `opportunity.moved` → “商机 · 推进阶段”. */
export function eventWords(t: Translate, event: string) {
  const [subject = '', verb = ''] = event.split('.');
  const verbKey = `journal.verb.${verb}`;
  return t('journal.event', {
    subject: subjectWords(t, subject),
    verb: t.has(verbKey) ? t.any(verbKey) : t('journal.verb.other'),
  });
}

export const subjectWords = (t: Translate, subject: string) => {
  const key = `journal.subject.${subject}`;
  return t.has(key) ? t.any(key) : subject;
};

export function fieldWords(t: Translate, field: string, subject?: string) {
  const key = [`journal.field.${snake(field)}`, `${subject}.${snake(field)}`].find((one) => t.has(one));
  return key ? t.any(key) : field;
}

/** A stored value as people say it: money, days, moments, names instead of ids, words instead of codes. */
export function valueWords(words: ChangeWords, field: string, value: unknown): string {
  const { t, format, names = {}, subject } = words;
  if (value === null || value === undefined || value === '') return t('journal.nothing');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (Array.isArray(value)) return value.map((one) => valueWords(words, field, one)).join(t('journal.comma'));
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  if (field.endsWith('Fen')) return format.yuan(Number(value));
  if (field === 'probability') return format.percent(Number(value) / 100);
  if (/At$/.test(field) && !Number.isNaN(Date.parse(text))) return format.dateTime(text);
  if (/(On|from|until|day)$/.test(field) && /^\d{4}-\d\d-\d\d$/.test(text)) return format.day(text);
  const kind = /(stage|unit)Id$/i.exec(field)?.[1]?.toLowerCase();
  const id = kind ? `${kind}:${text}` : text;
  // a text may well read `__proto__`
  if (Object.hasOwn(names, id) && names[id]) return names[id];
  if (/Ids?$/.test(field) && text.length === 36) return t('journal.hidden');
  if (typeof value === 'number') return format.number(value);
  const keys = [`role.${text}`, `${subject}.${snake(field)}.${text}`, `${snake(field)}.${text}`];
  const key = /^[A-Za-z_]+$/.test(text)
    ? keys.find((one) => t.has(one) && (field === 'role' || one !== keys[0]))
    : undefined;
  return key ? t.any(key) : text;
}
