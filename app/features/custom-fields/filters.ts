import { isDay } from '~/core/dates';
import { parseYuan } from '~/core/money';
import type { CustomField, CustomKind } from './rules';

/** What an address asks of one field: a value, or what lies between two. */
export type CustomAsk = {
  key: string;
  kind: CustomKind;
  value: string | null;
  low: number | null;
  high: number | null;
  first: string | null;
  last: string | null;
};
/** The same for the database: a condition on `custom`, and the keys of those that pass where they are few. */
export type CustomCriterion = { path: string; ids: string[] | null };

const prefix = 'c.';
export const customParam = (key: string, end?: 'from' | 'to') => `${prefix}${key}${end ? `.${end}` : ''}`;
export const asksCustom = (params: URLSearchParams) => [...params.keys()].some((name) => name.startsWith(prefix));
export const hasRange = (kind: CustomKind) => kind === 'number' || kind === 'amount' || kind === 'day';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const unsayable = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;

function read(params: URLSearchParams, { key, kind }: Pick<CustomField, 'key' | 'kind'>): CustomAsk | null {
  const none = { key, kind, value: null, low: null, high: null, first: null, last: null };
  const text = (end?: 'from' | 'to') => params.get(customParam(key, end))?.trim() || null;
  if (!hasRange(kind)) {
    const value = text();
    if (!value || value.length > 200 || unsayable.test(value)) return null;
    if (kind !== 'yes_no') return { ...none, value };
    return value === 'yes' || value === 'no' ? { ...none, value: value === 'yes' ? 'true' : 'false' } : null;
  }
  const [from, to] = [text('from'), text('to')];
  if (kind === 'day') {
    const [first, last] = [from, to].map((day) => (day && isDay(day) ? day : null));
    return first || last ? { ...none, first: first ?? null, last: last ?? null } : null;
  }
  const size = (typed: string | null) => {
    if (!typed) return null;
    if (kind === 'amount') return parseYuan(typed);
    return /^-?\d{1,13}(\.\d{1,6})?$/.test(typed) ? Number(typed) : null;
  };
  const [low, high] = [size(from), size(to)];
  return low === null && high === null ? null : { ...none, low, high };
}

/** What an address asks of these fields; null for nothing. What makes no sense counts as absent. */
export function readCustomAsks(params: URLSearchParams, fields: readonly CustomField[]): CustomAsk[] | null {
  const asks = fields.filter(({ isFilterable }) => isFilterable).flatMap((field) => read(params, field) ?? []);
  return asks.length ? asks : null;
}

/** The condition as a path of JSON: an array of choices passes by any of them. */
export function pathOf({ key, kind, value, low, high, first, last }: CustomAsk): string {
  const at = `$."${key}"`;
  if (value !== null) return `${at} == ${kind === 'yes_no' ? value : JSON.stringify(value)}`;
  const from = low ?? (first && JSON.stringify(first));
  const to = high ?? (last && JSON.stringify(last));
  return [...(from === null ? [] : [`${at} >= ${from}`]), ...(to === null ? [] : [`${at} <= ${to}`])].join(' && ');
}
