import { useFormat, useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { closedQuery } from '~/features/review/rules';
import { Figures } from '~/ui/figures';

type Counted = { count: number; fen: number };
type Props = {
  figures: { openFen: number; openCount: number; weightedFen: number; wonFen: number; lostFen: number };
  troubles: { stuck: Counted; overdue: Counted };
  unitId: number;
};

/** How the unit stands today; each number opens its deals. */
export function ReviewFigures({ figures, troubles, unitId }: Props) {
  const t = useT();
  const f = useFormat();
  const list = (extra: string) => `/opportunities?shape=list&unit=${unitId}&${extra}`;
  const capped = (n: number) => (n > countCap ? `${f.number(countCap)}+` : f.number(n));
  return (
    <Figures
      items={[
        {
          label: t('review.open'),
          fen: figures.openFen,
          note: t('review.deals', { n: figures.openCount }),
          to: list('type=open'),
        },
        { label: t('review.weighted'), fen: figures.weightedFen, to: list('type=open') },
        { label: t('review.won_quarter'), fen: figures.wonFen, tone: 'ok', to: list(closedQuery('won')) },
        { label: t('review.lost_quarter'), fen: figures.lostFen, to: list(closedQuery('lost')) },
        {
          label: t('review.stuck'),
          value: capped(troubles.stuck.count),
          note: f.money(troubles.stuck.fen),
          tone: troubles.stuck.count ? 'warn' : 'neutral',
          to: list('stuck=1'),
        },
        {
          label: t('review.overdue'),
          value: capped(troubles.overdue.count),
          note: f.money(troubles.overdue.fen),
          tone: troubles.overdue.count ? 'bad' : 'neutral',
          to: list('overdue=1'),
        },
      ]}
    />
  );
}
