import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import { moveKind, type Sides, snake } from './changes';

/** Names of the records that values refer to, by id; stages and units by `stage:4`, `unit:12`. */
export type Names = Record<string, string>;
export type ChangeWords = { t: Translate; format: Formatter; names?: Names; subject?: string };

/** `opportunity.moved` → “商机 · 移动阶段”; with what the entry holds, where it went: “商机 · 输单”. */
export function eventWords(t: Translate, event: string, sides?: Sides) {
  const [subject = '', verb = ''] = event.split('.');
  const kind = sides && event === 'opportunity.moved' ? moveKind(sides) : null;
  const verbKey = `journal.verb.${verb}${kind ? `_${kind}` : ''}`;
  return t('journal.event', {
    subject: subjectWords(t, subject),
    verb: t.has(verbKey) ? t.any(verbKey) : t('journal.verb.other'),
  });
}

export const subjectWords = (t: Translate, subject: string) => {
  const key = `journal.subject.${subject}`;
  return t.has(key) ? t.any(key) : subject;
};

/** A company's own field, as `custom-fields/journal` names it: key, kind and the names it had then. */
const ownField = /^custom\.[a-z0-9_]+\|(\w+)\|([^|]*)\|([^|]*)$/;

export function fieldWords(t: Translate, field: string, subject?: string, locale?: string) {
  const [, , own, ownEn] = ownField.exec(field) ?? [];
  if (own) return (locale === 'en' && ownEn) || own;
  const name = snake(field);
  const keys = [`journal.field.${name}`, `${subject}.${field}`, `${subject}.${name}`, `criterion.${name}`];
  return t.any(keys.find((one) => t.has(one)) ?? 'journal.field.other');
}

/** A stored value as people say it: money, days, moments, names instead of ids, words instead of codes. */
export function valueWords(words: ChangeWords, field: string, value: unknown): string {
  const { t, format, names = {}, subject } = words;
  if (value === null || value === undefined || value === '') return t('journal.nothing');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (Array.isArray(value)) return value.map((one) => valueWords(words, field, one)).join(t('journal.comma'));
  if (typeof value === 'object') {
    const parts = Object.entries(value).filter(([name, part]) => name !== 'by' && part !== null && part !== '');
    return parts.map(([name, part]) => valueWords(words, name, part)).join(t('journal.comma'));
  }
  const text = String(value);
  const [, ownKind] = ownField.exec(field) ?? [];
  if (ownKind === 'amount') return format.yuan(Number(value));
  if (ownKind === 'day') return format.day(text);
  if (ownKind) return typeof value === 'number' ? format.number(value) : text;
  if (field.endsWith('Fen')) return format.yuan(Number(value));
  if (field === 'probability') return format.percent(Number(value) / 100);
  if (/At$/.test(field) && !Number.isNaN(Date.parse(text))) return format.dateTime(text);
  if (/(On|from|until|day)$/.test(field) && /^\d{4}-\d\d-\d\d$/.test(text)) return format.day(text);
  const kind = kindOf(field);
  const id = kind ? `${kind}:${text}` : text;
  // a text may well read `__proto__`
  if (Object.hasOwn(names, id) && names[id]) return names[id];
  if (/Ids?$/.test(field) && text.length === 36) return t('journal.hidden');
  if (field === 'foundedYear') return text;
  if (typeof value === 'number') return format.number(value);
  const key = /^[A-Za-z_]+$/.test(text) ? codeKeys(field, text, subject).find((one) => t.has(one)) : undefined;
  return key ? t.any(key) : text;
}

/** Under which word the names keep short ids and codes. */
const kindOf = (field: string) => {
  if (field === 'regionCode') return 'region';
  if (field === 'stage' || field === 'industry') return field;
  return /(stage|unit)Id$/i.exec(field)?.[1]?.toLowerCase();
};

/** Where the catalogue may keep the word for a code: `account.funding.budget` for the budget of fundingPattern. */
function codeKeys(field: string, code: string, subject?: string) {
  const name = snake(field);
  const [first, last] = [name.split('_')[0], name.split('_').at(-1)];
  return [
    ...(field === 'role' ? [`role.${code}`] : []),
    ...(field === 'stage' ? [`journal.stage.${code}`] : []),
    ...(subject === 'import' || field === 'page' ? [`imports.${subject === 'import' ? first : 'kind'}_${code}`] : []),
    ...[name, first, last].map((one) => `${subject}.${one}.${code}`),
    `${name}.${code}`,
  ];
}
