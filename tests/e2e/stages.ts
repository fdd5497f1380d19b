import type { Locale } from '~/core/locale';

const names = {
  'zh-CN': ['线索确认', '需求挖掘'],
  en: ['Qualify', 'Develop'],
} as const;

/** The first two stages of the national pipeline, which the database brings along in both languages. */
export const nextStages = (locale: Locale) =>
  names[locale].map((name) => ({ name })) as [{ name: string }, { name: string }];
