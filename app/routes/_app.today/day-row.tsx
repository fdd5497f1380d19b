import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { distanceText } from '~/features/visits/directions';
import { isOverdue } from '~/features/visits/rules';
import { ChevronRight, CircleCheck, CircleDot, CircleX, TriangleAlert } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { TodayData } from './route';

export type Listed = TodayData['team'][number] & { metres?: number | null; isJoint?: boolean };
type DayRowProps = { visit: Listed; now: Date; withOwner?: boolean; isMoving?: boolean; children?: ReactNode };

/** One visit of a day: when, with whom, how far; what is done steps back. */
export function DayRow({ visit, now, withOwner = false, isMoving = false, children }: DayRowProps) {
  const t = useT();
  const f = useFormat();
  const isOver = ['completed', 'cancelled', 'missed'].includes(visit.status);
  return (
    <div className={clsx('flex items-center pr-1', isMoving && 'opacity-60')}>
      <Link
        to={paths.visit(visit.id)}
        prefetch="intent"
        className="flex min-w-0 flex-1 items-center gap-3 py-2.5 pr-1 pl-3 hover:bg-sunken max-sm:min-h-15 max-sm:gap-4 max-sm:py-3 max-sm:pl-4"
      >
        <span className={clsx('num self-start pt-px', isOver ? 'text-ink-3' : 'font-semibold')}>
          {f.time(visit.plannedAt)}
        </span>
        <span className="min-w-0 flex-1">
          <span className={clsx('block truncate', isOver ? 'text-ink-2' : 'font-medium')}>
            {visit.accountName ?? '—'}
          </span>
          <span className="block truncate text-xs text-ink-3 max-sm:text-sm">
            {visit.isProposed && <span className="text-brand-ink">{`${t('proposal.badge')} · `}</span>}
            {visit.isJoint && <span className="text-brand-ink">{`${t('visit.joint')} · `}</span>}
            {(withOwner || visit.isJoint) && visit.ownerName && `${visit.ownerName} · `}
            {typeof visit.metres === 'number' && (
              <span title={t('today.away', { distance: distanceText(visit.metres) })}>
                {`${distanceText(visit.metres)} · `}
              </span>
            )}
            {visit.purpose}
          </span>
        </span>
        <StateIcon visit={visit} now={now} isPlain={Boolean(children)} />
      </Link>
      {children}
    </div>
  );
}

function StateIcon({ visit, now, isPlain }: { visit: TodayData['team'][number]; now: Date; isPlain: boolean }) {
  const t = useT();
  const isLate = isOverdue(visit, now);
  const [Icon, tone, word] =
    visit.status === 'completed'
      ? [CircleCheck, 'text-ok', t('visit.status.completed')]
      : visit.status === 'in_progress'
        ? [CircleDot, 'text-info', t('visit.status.in_progress')]
        : visit.status === 'planned'
          ? isLate
            ? [TriangleAlert, 'text-bad', t('visit.overdue')]
            : [ChevronRight, 'text-ink-3', t('visit.status.planned')]
          : [CircleX, 'text-ink-3', t(`visit.status.${visit.status}`)];
  // beside a button of its own a row that is simply planned needs no sign
  const isShown = !isPlain || visit.status !== 'planned' || isLate;
  return (
    <span title={word}>
      {isShown && <Icon className={`text-[18px] ${tone}`} />}
      <span className="sr-only">{word}</span>
    </span>
  );
}
