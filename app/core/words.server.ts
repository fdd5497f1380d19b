import { readFileSync } from 'node:fs';
import { translate } from '~/locales/translate.server';
import type { Locale } from './locale';
import { partOf } from './word-parts';
import type { Beyond } from './words';

type Index = { stamp: string; parts: Map<string, Set<string>> };
let index: Index | null | undefined;

function readIndex(): Index | null {
  try {
    const { stamp, parts } = JSON.parse(readFileSync('build/client/assets/words.json', 'utf8')) as {
      stamp: string;
      parts: Record<string, string[]>;
    };
    return { stamp, parts: new Map(Object.entries(parts).map(([part, keys]) => [part, new Set(keys)])) };
  } catch {
    return null; // the development server has no built files
  }
}

const built = () => {
  index ??= readIndex();
  return index;
};

/** What the addresses of a language's word files begin with; `-PART.js` follows. */
export const wordsPath = (locale: Locale) => (built() ? `/assets/words-${built()?.stamp}-${locale}` : null);

/** What a page asked for beyond the words of its routes, keys that came as data: their texts, and those without one. */
export function wordsBeyond(locale: Locale, routeIds: string[], keys: Set<string>): Beyond {
  const parts = ['root', ...routeIds].map((id) => built()?.parts.get(partOf(id)));
  const t = translate(locale);
  const beyond: Beyond = { words: {}, absent: [] };
  if (!built()) return beyond;
  for (const key of keys) {
    if (!t.has(key)) beyond.absent.push(key);
    else if (!parts.some((part) => part?.has(key))) beyond.words[key] = t.any(key);
  }
  return beyond;
}
