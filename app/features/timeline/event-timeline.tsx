import { startOf } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { Timeline, type TimelineItem } from '~/ui/timeline';
import { useDealItem } from './deal-item';
import type { TimelineEvent } from './events';
import { useInteractionItem } from './interaction-item';
import { useJournalItem } from './journal-item';
import { useVisitItem } from './visit-item';

type EventTimelineProps = {
  events: TimelineEvent[];
  now: string;
  today: string;
  /** Whose records of contacts the reader may take away. */
  mayRemove?: (ownerId: string) => boolean;
};

/** A stream of events in words, under headings of weeks and months. */
export function EventTimeline({ events, now, today, mayRemove = () => false }: EventTimelineProps) {
  const t = useT();
  const format = useFormat();
  const visit = useVisitItem(now);
  const interaction = useInteractionItem(now, mayRemove);
  const deal = useDealItem(now);
  const journal = useJournalItem();
  const week = startOf(today, 'week');
  const group = (at: string) => {
    const day = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
    return day >= week ? t('timeline.this_week') : format.month(day);
  };
  const items = events.map((event): TimelineItem => {
    const base = { id: event.id, at: event.at, group: group(event.at) };
    if (event.type === 'visit') return { ...base, ...visit(event) };
    if (event.type === 'interaction') return { ...base, ...interaction(event) };
    if (event.type === 'deal') return { ...base, ...deal(event) };
    return { ...base, ...journal(event) };
  });
  return <Timeline items={items} now={now} />;
}
