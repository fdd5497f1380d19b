import { useT } from '~/core/i18n';

/** `45 分钟`, `2 小时`. */
export function useMinutes() {
  const t = useT();
  return (minutes: number) =>
    minutes >= 60 && minutes % 30 === 0
      ? t('visit.hours_n', { n: minutes / 60 })
      : t('visit.minutes_n', { n: minutes });
}
