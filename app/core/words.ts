import { expectWords, registerWords } from './i18n';
import type { Locale } from './locale';
import type { Words } from './message';
import { partOf } from './word-parts';

/** What the server puts into a page besides its files. */
export type Beyond = { words: Record<string, string>; absent: string[] };
type Part = { words: Partial<Words>; heads: string[] };

/** In the browser: the whole of a language, for development and for a word no part of the page was known to say. */
async function loadAll(locale: Locale) {
  const { all } = await (locale === 'en' ? import('~/locales/en/all') : import('~/locales/zh-CN/all'));
  registerWords(locale, all, ['']);
}

/** In the browser, once, before anything renders: the words of its page, then those of each route that is entered. */
export async function startWords(routeIds: string[]) {
  const { lang, dataset } = document.documentElement;
  const locale: Locale = lang === 'en' ? 'en' : 'zh-CN';
  if (!dataset.words) return loadAll(locale); // nothing is built in development
  const loaded = new Map<string, Promise<void>>();
  const load = (routeId: string) => {
    const part = partOf(routeId);
    const begun = loaded.get(part) ?? take(`${dataset.words}-${part}.js`);
    loaded.set(part, begun);
    return begun;
  };
  const take = async (address: string) => {
    const { words, heads }: Part = await import(/* @vite-ignore */ address);
    registerWords(locale, words, heads);
  };
  window.__beforeRoute = load;
  expectWords(() => loadAll(locale));
  const beyond: Beyond | null = JSON.parse(document.getElementById('said')?.textContent ?? 'null');
  if (beyond) registerWords(locale, beyond.words, beyond.absent);
  await Promise.all(['root', ...routeIds].map(load));
}

declare global {
  interface Window {
    /** Awaited with a route's module (patches/@remix-run+react). */
    __beforeRoute?: (routeId: string) => Promise<void>;
  }
}
