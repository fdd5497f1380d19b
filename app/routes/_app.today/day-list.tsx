import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { isOverdue } from '~/features/visits/rules';
import { Card } from '~/ui/card';
import { ChevronRight, CircleCheck, CircleDot, CircleX, TriangleAlert } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { TodayData } from './route';

type Listed = TodayData['team'][number] & { metres?: number | null };
type DayListProps = { title: string; visits: Listed[]; now: Date; withOwner?: boolean; action?: ReactNode };

/** Visits in order of time; what is done steps back. */
export function DayList({ title, visits, now, withOwner = false, action }: DayListProps) {
  const t = useT();
  const f = useFormat();
  return (
    <Card title={title} note={visits.length || undefined} action={action} padded={false}>
      {visits.length === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('today.day_empty')}</p>}
      <ul className="divide-y divide-line">
        {visits.map((visit) => {
          const isOver = ['completed', 'cancelled', 'missed'].includes(visit.status);
          return (
            <li key={visit.id}>
              <Link
                to={paths.visit(visit.id)}
                prefetch="intent"
                className="flex items-center gap-3 px-3 py-2.5 hover:bg-sunken max-sm:min-h-15 max-sm:gap-4 max-sm:px-4 max-sm:py-3"
              >
                <span className={clsx('num self-start pt-px', isOver ? 'text-ink-3' : 'font-semibold')}>
                  {f.time(visit.plannedAt)}
                </span>
                <span className="min-w-0 flex-1">
                  <span className={clsx('block truncate', isOver ? 'text-ink-2' : 'font-medium')}>
                    {visit.accountName ?? '—'}
                  </span>
                  <span className="block truncate text-xs text-ink-3 max-sm:text-sm">
                    {withOwner && visit.ownerName && `${visit.ownerName} · `}
                    {typeof visit.metres === 'number' &&
                      `${t('today.away', { distance: distanceText(visit.metres) })} · `}
                    {visit.purpose}
                  </span>
                </span>
                <StateIcon visit={visit} now={now} />
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

const distanceText = (metres: number) =>
  metres < 1000 ? `${metres} m` : `${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0)} km`;

function StateIcon({ visit, now }: { visit: TodayData['team'][number]; now: Date }) {
  const t = useT();
  const [Icon, tone, word] =
    visit.status === 'completed'
      ? [CircleCheck, 'text-ok', t('visit.status.completed')]
      : visit.status === 'in_progress'
        ? [CircleDot, 'text-info', t('visit.status.in_progress')]
        : visit.status === 'planned'
          ? isOverdue(visit, now)
            ? [TriangleAlert, 'text-bad', t('visit.overdue')]
            : [ChevronRight, 'text-ink-3', t('visit.status.planned')]
          : [CircleX, 'text-ink-3', t(`visit.status.${visit.status}`)];
  return (
    <span title={word}>
      <Icon className={`text-[18px] ${tone}`} />
      <span className="sr-only">{word}</span>
    </span>
  );
}
