import { useT } from '~/core/i18n';
import { Navigation } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { TodayData } from './route';

/** To the other order of the day; nothing to order with fewer than two visits ahead. */
export function OrderLink({ page: { ofDay, order, shown } }: { page: TodayData }) {
  const t = useT();
  if (ofDay.filter(({ status }) => status === 'planned').length < 2) return null;
  const other = order === 'way' ? 'time' : 'way';
  return (
    <Link
      to={`/today?day=${shown}&order=${other}`}
      className="inline-flex items-center gap-1 text-brand-ink hover:underline max-sm:min-h-11"
    >
      <Navigation className="text-[14px]" />
      {t(`today.order_${other}`)}
    </Link>
  );
}
