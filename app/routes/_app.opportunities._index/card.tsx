import { Link, useFetcher, useLocation } from '@remix-run/react';
import clsx from 'clsx';
import { ArrowRight, CalendarDays, CalendarX } from 'lucide-react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { OpportunityRow } from '~/features/opportunities/list/rows.server';
import { isStuck, type Stage } from '~/features/opportunities/rules';
import { StuckBadge } from '~/features/opportunities/stuck-badge';
import { Avatar } from '~/ui/avatar';
import { Money } from '~/ui/value';
import { CardMenu } from './card-menu';
import { type MoveAnswer, moveKey, useMoveAnswer } from './moves';

type CardProps = { row: OpportunityRow; stage: Stage | undefined; now: string; lifted?: boolean; mayMove: boolean };

/** One opportunity on the board. */
export function Card({ row, stage, now, lifted = false, mayMove }: CardProps) {
  const t = useT();
  const f = useFormat();
  const { search } = useLocation();
  const fetcher = useFetcher<MoveAnswer>({ key: moveKey(row.id) });
  useMoveAnswer(fetcher, row);
  const overdue = row.expectedCloseOn !== null && stage?.type === 'open' && row.expectedCloseOn < now.slice(0, 10);
  const stuck = stage && isStuck({ lastActivityAt: new Date(row.lastActivityAt) }, stage, new Date(now));
  const CloseIcon = overdue ? CalendarX : CalendarDays;
  return (
    <article
      className={clsx(
        'group relative rounded-lg border bg-surface p-2.5 max-sm:rounded-2xl max-sm:p-4',
        lifted ? 'rotate-2 border-brand shadow-pop' : 'border-line shadow-card hover:border-line-strong',
        fetcher.state !== 'idle' && 'opacity-70',
      )}
    >
      <div className="flex items-start gap-1">
        <Link
          to={`${paths.opportunity(row.id)}?list=${encodeURIComponent(search.slice(1))}`}
          className="min-w-0 flex-1 after:absolute after:inset-0 after:rounded-lg"
        >
          <span className="block truncate font-semibold">{row.accountName ?? t('opportunity.no_account')}</span>
          <span className="line-clamp-2 text-xs text-ink-2 max-sm:text-sm">{row.title}</span>
        </Link>
        {mayMove && <CardMenu row={row} />}
      </div>
      <div className="mt-1.5 flex items-baseline justify-between gap-2">
        <Money fen={row.totalFen} className="text-base font-semibold" />
        {row.expectedCloseOn && (
          <span
            className={clsx('num inline-flex items-center gap-1 text-xs', overdue ? 'text-bad-ink' : 'text-ink-3')}
            title={overdue ? t('opportunity.overdue') : f.day(row.expectedCloseOn)}
          >
            <CloseIcon aria-hidden="true" className="self-center text-[13px]" />
            {overdue && <span className="sr-only">{t('opportunity.overdue')}</span>}
            {row.expectedCloseOn.slice(5).replace('-', '/')}
          </span>
        )}
      </div>
      <div className="mt-2 flex items-center gap-1.5 border-t border-line pt-2 text-xs text-ink-2">
        <Avatar name={row.ownerName ?? '?'} size="xs" />
        <span className="min-w-0 max-w-16 shrink truncate" title={row.ownerName ?? undefined}>
          {row.ownerName}
        </span>
        <span className={clsx('ml-auto flex min-w-0 items-center', stuck ? 'shrink-0' : 'flex-1 justify-end')}>
          {stuck ? (
            <StuckBadge lastActivityAt={row.lastActivityAt} stage={stage} now={now} />
          ) : (
            row.nextStep && (
              <span className="flex min-w-0 items-center gap-1" title={row.nextStep}>
                <ArrowRight aria-hidden="true" className="text-[12px] text-ink-3" />
                <span className="truncate">
                  {row.nextStepOn && <span className="num">{row.nextStepOn.slice(5).replace('-', '/')} </span>}
                  {row.nextStep}
                </span>
              </span>
            )
          )}
        </span>
      </div>
    </article>
  );
}
