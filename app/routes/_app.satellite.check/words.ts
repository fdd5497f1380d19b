import { useFormat, useT } from '~/core/i18n';

/** Names and figures of a check in the reader's language. */
export function useCheckWords() {
  const t = useT();
  const { locale, number } = useFormat();
  const digits = (value: number, most: number, least = most) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: most, minimumFractionDigits: least }).format(value);
  return {
    name: (one: { name: string; nameEn: string | null }) => (locale === 'en' && one.nameEn) || one.name,
    db: (value: number) => `${digits(value, 2)} dB`,
    degrees: (value: number) => `${digits(value, 2)}°`,
    mbps: (value: number) => digits(value, value < 10 ? 1 : 0, 0),
    number,
    digits,
    /** 99.95 → 99.95%; what lies under the range of the method is said to. */
    share: (value: number) =>
      value === 0
        ? t('satellite.never')
        : value < 95
          ? t('satellite.under_95')
          : `${digits(Math.floor(value * 1000) / 1000, 3, 1)}%`,
  };
}
