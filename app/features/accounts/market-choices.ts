import type { Locale } from '~/core/locale';
import { industryName, industrySections } from './industries';
import { provinces, regionName } from './regions';

/** Provinces by the two digits they begin with, and sections of industry: where and for whom something is sold. */
export const placeChoices = (locale: Locale) =>
  provinces.map(({ code }) => ({ value: code.slice(0, 2), label: regionName(code, locale) }));

export const sectionChoices = (locale: Locale) =>
  industrySections.map(({ code }) => ({ value: code, label: industryName(code, locale) }));

/** Chosen sections with all their divisions, so that a customer's own code is found among them. */
export const withDivisions = (codes: readonly string[]) => [
  ...new Set([
    ...codes,
    ...industrySections.filter(({ code }) => codes.includes(code)).flatMap(({ divisions }) => divisions),
  ]),
];

/** What was chosen of a stored list: its sections. */
export const onlySections = (codes: readonly string[]) => codes.filter((code) => /^[A-T]$/.test(code));
