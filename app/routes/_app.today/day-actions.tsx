import { useT } from '~/core/i18n';
import { IconLink } from '~/ui/button';
import { Navigation, Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { TodayData } from './route';

/** The other order of the day, and under the thumb: one more visit. */
export function DayActions({ page }: { page: TodayData }) {
  const t = useT();
  const { ofDay, order, shown, day, mayPlan } = page;
  const other = order === 'way' ? 'time' : 'way';
  // nothing to order with fewer than two visits ahead
  const mayOrder = ofDay.filter(({ status }) => status === 'planned').length > 1;
  return (
    <>
      {mayOrder && (
        <Link
          to={`/today?day=${shown}&order=${other}`}
          className="inline-flex items-center gap-1 text-brand-ink hover:underline max-sm:min-h-11"
        >
          <Navigation className="text-[14px]" />
          {t(`today.order_${other}`)}
        </Link>
      )}
      {mayPlan && shown >= day && (
        <IconLink
          icon={Plus}
          label={t('today.plan')}
          to={
            shown === day
              ? '/visits/plan'
              : `/visits/plan?on=${shown}&back=${encodeURIComponent(`/today?day=${shown}`)}`
          }
          className="-my-1 sm:hidden"
        />
      )}
    </>
  );
}
