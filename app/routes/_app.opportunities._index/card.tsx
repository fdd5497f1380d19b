import { clsx } from 'clsx';
import { useFormat, useT } from '~/core/i18n';
import type { Translate } from '~/core/message';
import { UnheardDot } from '~/features/coaching/unheard-dot';
import type { CardRow } from '~/features/opportunities/list/board.server';
import { isStuck } from '~/features/opportunities/rules';
import { StuckBadge } from '~/features/opportunities/stuck-badge';
import { Avatar } from '~/ui/avatar';
import { ArrowRight, ArrowRightLeft, CalendarDays, CalendarX, Ellipsis } from '~/ui/icons';
import { Link } from '~/ui/link';
import { shortMoney } from '~/ui/value';
import type { BoardColumn } from './columns';
import type { IndexData, ShownStage } from './route';

/** What all cards of a board share. */
export type CardSetting = {
  now: string;
  linkTo: (row: CardRow) => string;
  /** Opens the choice of stages; none for those who may not move. */
  choose: ((row: CardRow) => void) | null;
  narrow: boolean;
  /** On its way to another stage. */
  isMoving: (id: string) => boolean;
};
type CardProps = { row: CardRow; stage: ShownStage | undefined; setting: CardSetting; lifted?: boolean };

/** The stage a card is in, in the version it runs on; that of the column while it is on its way there. */
export const stageIn = (data: IndexData, row: CardRow, { stage, ids }: BoardColumn) =>
  ids.length > 1 ? (data.stages.find(({ id }) => id === row.stageId) ?? stage) : stage;

/** One opportunity on the board. Without hooks of its own but the language's: there are hundreds. */
export function Card({ row, stage, setting, lifted = false }: CardProps) {
  const t = useT();
  const f = useFormat();
  const { now, linkTo, choose, isMoving, narrow } = setting;
  const overdue = row.expectedCloseOn !== null && stage?.type === 'open' && row.expectedCloseOn < now.slice(0, 10);
  const stuck = stage && isStuck({ lastActivityAt: new Date(row.lastActivityAt) }, stage, new Date(now));
  return (
    <article className={clsx('deal group', lifted && 'deal-lifted', isMoving(row.id) && 'opacity-70')}>
      <Link to={linkTo(row)} className="deal-link">
        <b className="block truncate font-semibold">
          {row.unheard && <UnheardDot />}
          {row.accountName ?? t('opportunity.no_account')}
        </b>
        <span className="deal-title">{row.title}</span>
      </Link>
      {choose && cardMenu(row, choose, t, narrow)}
      <div className="deal-sum" title={f.yuan(row.totalFen)}>
        {shortMoney(row.totalFen, f)}
        {row.expectedCloseOn && (
          <span
            className={`deal-close mark-before ${overdue ? `${CalendarX.mark} text-bad-ink` : `${CalendarDays.mark} text-ink-3`}`}
            title={overdue ? t('opportunity.overdue') : f.day(row.expectedCloseOn)}
          >
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
          <StuckBadge lastActivityAt={row.lastActivityAt} stage={stage} now={now} className="ml-auto" />
        ) : (
          row.nextStep && (
            <span className={`deal-next mark-before ${ArrowRight.mark}`} title={row.nextStep}>
              {row.nextStepOn ? `${monthDay(row.nextStepOn)} ${row.nextStep}` : row.nextStep}
            </span>
          )
        )}
      </div>
    </article>
  );
}

const monthDay = (on: string) => on.slice(5).replace('-', '/');

/** “Move stage” for keyboards, thumbs and pages without JavaScript. */
function cardMenu(row: CardRow, choose: (row: CardRow) => void, t: Translate, narrow: boolean) {
  return (
    // biome-ignore lint/a11y/useAnchorContent: named by its label, drawn by CSS
    <a
      href={`/opportunities/${row.id}/move`}
      aria-label={`${t('opportunity.move')} · ${row.title}`}
      title={t('opportunity.move')}
      className={`deal-menu ${(narrow ? ArrowRightLeft : Ellipsis).mark}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        choose(row);
      }}
    />
  );
}
