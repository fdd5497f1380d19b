import { useFormat, useT } from '~/core/i18n';
import type { TodayData } from './route';

/** From where the distances of the day are counted: one may have moved since. */
export function DistanceHint({ page: { ofDay, since, now } }: { page: TodayData }) {
  const t = useT();
  const f = useFormat();
  if (!since || ofDay.every(({ metres }) => metres === null)) return null;
  return (
    <p className="num px-3 pb-2 text-xs text-ink-3 max-sm:px-4">
      {t('today.distance_since', { when: f.dateTime(since, now) })}
    </p>
  );
}
