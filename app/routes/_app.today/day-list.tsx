import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { DayRow, type Listed } from './day-row';

type FrameProps = { title: string; count: number; action?: ReactNode; hint?: ReactNode; children: ReactNode };

/** The card around a day's visits. */
export function DayFrame({ title, count, action, hint, children }: FrameProps) {
  const t = useT();
  return (
    <Card title={title} note={count || undefined} action={action} padded={false}>
      {count === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('today.day_empty')}</p>}
      {hint}
      {children}
    </Card>
  );
}

type DayListProps<V> = {
  title: string;
  visits: V[];
  now: Date;
  withOwner?: boolean;
  action?: ReactNode;
  hint?: ReactNode;
  /** What can be done about a visit, at the end of its row. */
  verbs?: (visit: V) => ReactNode;
};

/** Visits in order of time. */
export function DayList<V extends Listed>({ title, visits, now, withOwner, action, hint, verbs }: DayListProps<V>) {
  return (
    <DayFrame title={title} count={visits.length} action={action} hint={hint}>
      <ul className="divide-y divide-line">
        {visits.map((visit) => (
          <li key={visit.id}>
            <DayRow visit={visit} now={now} withOwner={withOwner}>
              {verbs?.(visit)}
            </DayRow>
          </li>
        ))}
      </ul>
    </DayFrame>
  );
}
