import { useT } from '~/core/i18n';

/** `45 分钟`, `1.5 小时`, `14 小时 59 分钟`. */
export function useMinutes() {
  const t = useT();
  return (minutes: number) => {
    if (minutes < 60) return t('visit.minutes_n', { n: minutes });
    if (minutes % 30 === 0) return t('visit.hours_n', { n: minutes / 60 });
    return t('visit.hours_minutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
}
