import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ArrowLeftRight, Banknote, CalendarClock, CirclePlus, type Icon, RotateCcw, Trash2 } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { TimelineItem } from '~/ui/timeline';
import { Money, None } from '~/ui/value';
import type { DealEvent } from './events';

const icons: Record<string, Icon> = {
  created: CirclePlus,
  moved: ArrowLeftRight,
  amount: Banknote,
  close_date: CalendarClock,
  deleted: Trash2,
  restored: RotateCcw,
};

/** What happened to a deal: its title, what changed, and both values. */
export function useDealItem(now: string) {
  const t = useT();
  const format = useFormat();
  const side = ({ stage, stageEn, totalFen, closeOn }: DealEvent['from'], kind: string) => {
    if (kind === 'moved') return (format.locale === 'en' ? stageEn : stage) ?? <None />;
    if (kind === 'amount') return <Money fen={totalFen} />;
    return closeOn ? format.day(closeOn, now) : <None />;
  };
  return (event: DealEvent): Pick<TimelineItem, 'icon' | 'tone' | 'title' | 'body'> => {
    const changed = event.kind === 'moved' || event.kind === 'amount' || event.kind === 'close_date';
    const title = (
      <>
        <Link to={paths.opportunity(event.opportunityId)} className="font-medium hover:text-brand-ink">
          {event.title}
        </Link>{' '}
        <span className="text-ink-2">{t.any(`timeline.deal.${event.kind}`)}</span>{' '}
        {changed && (
          <>
            <span className="text-ink-3 line-through">{side(event.from, event.kind)}</span>
            <span aria-hidden="true"> → </span>
            <span className="font-semibold">{side(event.to, event.kind)}</span>
          </>
        )}
        {event.kind === 'created' && event.to.totalFen !== null && (
          <span className="font-semibold">
            <Money fen={event.to.totalFen} />
          </span>
        )}
        {event.who && <span className="ml-2 text-xs text-ink-3">{event.who}</span>}
      </>
    );
    return { icon: icons[event.kind] ?? ArrowLeftRight, tone: 'brand', title, body: event.note ?? undefined };
  };
}
