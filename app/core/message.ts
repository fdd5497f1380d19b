import type { Catalogue, MessageKey } from '~/locales/zh-CN/all';

export type { MessageKey };
/** One language: every key of the Chinese catalogue with its text. */
export type Words = Record<MessageKey, string>;
export type Param = string | number;

type ParamNames<Text extends string> = Text extends `${string}{${infer Inner}}${infer Rest}`
  ? (Inner extends `${infer Name}|${string}` ? Name : Inner) | ParamNames<Rest>
  : never;
export type ParamsOf<Key extends MessageKey> = ParamNames<Catalogue[Key]>;
type Rest<Key extends MessageKey> = [ParamsOf<Key>] extends [never] ? [] : [params: Record<ParamsOf<Key>, Param>];

export interface Translate {
  <Key extends MessageKey>(key: Key, ...params: Rest<Key>): string;
  /** For keys that come as data (refusals, stored event names); an unknown key becomes a general sentence. */
  any(key: string, params?: Record<string, Param>): string;
  /** Whether the catalogue has this key. */
  has(key: string): key is MessageKey;
}

/** `{name}` inserts, `{n|# visit|# visits}` chooses one / other by the number and puts it where `#` stands. */
export function fill(text: string, params: Record<string, Param>, number: Intl.NumberFormat) {
  const shown = (value: Param) => (typeof value === 'number' ? number.format(value) : value);
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined || other === undefined) return shown(value);
    return (Number(value) === 1 ? one : other).replaceAll('#', shown(value));
  });
}

/** The names inside a text's braces, sorted: two languages of one key must agree on them. */
export const paramsIn = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map((match) => match[1] ?? ''))].sort();

/** `onAsk` hears of every key that is looked for, known or not. */
export function createTranslate(words: Partial<Words>, locale: string, onAsk?: (key: string) => void): Translate {
  const number = new Intl.NumberFormat(locale);
  const has = (key: string): key is MessageKey => {
    onAsk?.(key);
    return Object.hasOwn(words, key);
  };
  const lookUp = (key: string, params?: Record<string, Param>) => {
    const text = (has(key) ? words[key] : words['common.not_accepted']) ?? '';
    return params ? fill(text, params, number) : text;
  };
  return Object.assign(lookUp as Translate, { any: lookUp, has });
}
