import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Formatter, formatter } from './format';
import type { Locale } from './locale';
import { createTranslate, type Translate, type Words } from './message';

// The server registers both languages, the browser the one of its page, before anything renders.
const catalogues = new Map<Locale, Words>();
const translators = new Map<Locale, Translate>();

export function registerWords(locale: Locale, words: Words) {
  catalogues.set(locale, words);
  translators.delete(locale);
}

export function translatorOf(locale: Locale): Translate {
  const ready = translators.get(locale);
  if (ready) return ready;
  const words = catalogues.get(locale);
  if (!words) throw new Error(`the words of ${locale} are not registered`);
  const made = createTranslate(words, locale);
  translators.set(locale, made);
  return made;
}

type Language = { t: Translate; format: Formatter; locale: Locale };
const LanguageContext = createContext<Language | null>(null);

export function LanguageProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const language = useMemo(() => ({ t: translatorOf(locale), format: formatter(locale), locale }), [locale]);
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
