import { clsx } from 'clsx';
import { useFormat, useT } from '~/core/i18n';
import type { CardRow } from '~/features/opportunities/list/board.server';
import { isStuck, type Stage } from '~/features/opportunities/rules';
import { StuckBadge } from '~/features/opportunities/stuck-badge';
import { Avatar } from '~/ui/avatar';
import { ArrowRight, ArrowRightLeft, CalendarDays, CalendarX, Ellipsis } from '~/ui/icons';
import { Link } from '~/ui/link';
import { useNarrow } from '~/ui/narrow';
import { Money } from '~/ui/value';

/** What all cards of a board share. */
export type CardSetting = {
  now: string;
  linkTo: (row: CardRow) => string;
  /** Opens the choice of stages; none for those who may not move. */
  choose: ((row: CardRow) => void) | null;
  /** On its way to another stage. */
  isMoving: (id: string) => boolean;
};
type CardProps = { row: CardRow; stage: Stage | undefined; setting: CardSetting; lifted?: boolean };

/** One opportunity on the board. Without hooks of its own but the language's: there are hundreds. */
export function Card({ row, stage, setting, lifted = false }: CardProps) {
  const t = useT();
  const f = useFormat();
  const { now, linkTo, choose, isMoving } = setting;
  const overdue = row.expectedCloseOn !== null && stage?.type === 'open' && row.expectedCloseOn < now.slice(0, 10);
  const stuck = stage && isStuck({ lastActivityAt: new Date(row.lastActivityAt) }, stage, new Date(now));
  const CloseIcon = overdue ? CalendarX : CalendarDays;
  return (
    <article className={clsx('deal group', lifted && 'deal-lifted', isMoving(row.id) && 'opacity-70')}>
      <Link to={linkTo(row)} className="deal-link">
        <b className="block truncate font-semibold">{row.accountName ?? t('opportunity.no_account')}</b>
        <span className="deal-title">{row.title}</span>
      </Link>
      {choose && <CardMenu row={row} choose={choose} />}
      <div className="mt-1.5 flex items-baseline justify-between gap-2">
        <Money fen={row.totalFen} className="text-base font-semibold" />
        {row.expectedCloseOn && (
          <span
            className={overdue ? 'deal-close text-bad-ink' : 'deal-close text-ink-3'}
            title={overdue ? t('opportunity.overdue') : f.day(row.expectedCloseOn)}
          >
            <CloseIcon className="self-center text-[13px]" />
            {overdue && <span className="sr-only">{t('opportunity.overdue')}</span>}
            {monthDay(row.expectedCloseOn)}
          </span>
        )}
      </div>
      <div className="deal-foot">
        <Avatar name={row.ownerName ?? '?'} size="xs" />
        <span className="min-w-0 max-w-16 shrink truncate" title={row.ownerName ?? undefined}>
          {row.ownerName}
        </span>
        {stuck ? (
          <span className="ml-auto flex">
            <StuckBadge lastActivityAt={row.lastActivityAt} stage={stage} now={now} />
          </span>
        ) : (
          row.nextStep && (
            <span className="deal-next" title={row.nextStep}>
              <ArrowRight className="text-[12px] text-ink-3" />
              <span className="truncate">
                {row.nextStepOn && `${monthDay(row.nextStepOn)} `}
                {row.nextStep}
              </span>
            </span>
          )
        )}
      </div>
    </article>
  );
}

const monthDay = (on: string) => on.slice(5).replace('-', '/');

/** “Move stage” for keyboards, thumbs and pages without JavaScript. */
function CardMenu({ row, choose }: { row: CardRow; choose: (row: CardRow) => void }) {
  const t = useT();
  const Icon = useNarrow() ? ArrowRightLeft : Ellipsis;
  return (
    <a
      href={`/opportunities/${row.id}/move`}
      aria-label={`${t('opportunity.move')} · ${row.title}`}
      title={t('opportunity.move')}
      className="deal-menu"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        choose(row);
      }}
    >
      <Icon />
    </a>
  );
}
