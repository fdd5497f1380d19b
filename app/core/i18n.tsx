import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import { type Formatter, formatter } from './format';
import type { Locale } from './locale';
import { createTranslate, type MessageKey, type Translate, type Words } from './message';

// The server registers both languages, the browser of its page's language what the page can say, before it renders.
const catalogues = new Map<Locale, Partial<Words>>();
const translators = new Map<Locale, Translate>();
const whole: string[] = [];
let asked: Set<string> | undefined;
let loadRest: (() => Promise<void>) | undefined;
let registered = 0;
const readers = new Set<() => void>();

/** `heads` are beginnings of keys of which these words are all there are. */
export function registerWords(locale: Locale, words: Partial<Words>, heads: string[] = []) {
  catalogues.set(locale, Object.assign(catalogues.get(locale) ?? {}, words));
  whole.push(...heads);
}

/** The keys that are looked for, in any language, while this runs. */
export function keysAsked<Made>(run: () => Made): { made: Made; keys: Set<string> } {
  const keys = new Set<string>();
  asked = keys;
  try {
    return { made: run(), keys };
  } finally {
    asked = undefined;
  }
}

/** What is to be loaded, once, when a word is looked for that is not here. */
export const expectWords = (load: () => Promise<void>) => {
  loadRest = load;
};

function hear(locale: Locale, key: string) {
  asked?.add(key);
  if (!loadRest || catalogues.get(locale)?.[key as MessageKey] !== undefined) return;
  if (!/^[a-z][\w-]*(\.[\w-]+)+$/.test(key) || whole.some((head) => key.startsWith(head))) return;
  loadRest().then(
    () => {
      registered += 1;
      for (const reader of readers) reader();
    },
    () => {}, // without a network the general sentence has to do
  );
  loadRest = undefined;
}

export function translatorOf(locale: Locale): Translate {
  const ready = translators.get(locale);
  if (ready) return ready;
  const words = catalogues.get(locale);
  if (!words) throw new Error(`the words of ${locale} are not registered`);
  const made = createTranslate(words, locale, (key) => hear(locale, key));
  translators.set(locale, made);
  return made;
}

const subscribe = (reader: () => void) => {
  readers.add(reader);
  return () => readers.delete(reader);
};

type Language = { t: Translate; format: Formatter; locale: Locale };
const LanguageContext = createContext<Language | null>(null);

export function LanguageProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  // a new function when more words came, so that what was said without them is said anew
  const state = useSyncExternalStore(
    subscribe,
    () => registered,
    () => 0,
  );
  const t = useMemo(() => {
    const say = translatorOf(locale);
    if (state === 0) return say;
    const again = (...asked: Parameters<Translate['any']>) => say.any(...asked);
    return Object.assign(again as Translate, { any: say.any, has: say.has });
  }, [locale, state]);
  const language = useMemo(() => ({ t, format: formatter(locale), locale }), [t, locale]);
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>;
}

function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('LanguageProvider is missing');
  return language;
}

export const useT = (): Translate => useLanguage().t;
export const useFormat = (): Formatter => useLanguage().format;
export const useLocale = (): Locale => useLanguage().locale;
