import { useT } from '~/core/i18n';
import { UnheardDot } from '~/features/coaching/unheard-dot';
import { StageChip } from '~/features/opportunities/stage-chip';
import { StuckBadge } from '~/features/opportunities/stuck-badge';
import { ResultBadge } from '~/features/qualification/result-badge';
import { CardFacts } from '~/features/views/card-facts';
import type { CardChoice } from '~/features/views/use-columns';
import { RowCard } from '~/ui/row-card';
import { Day, Money } from '~/ui/value';
import type { IndexData, ListRow } from './route';

export const cardColumns = { usual: ['owner', 'judged'], always: ['account'] };

type ListCardProps = { row: ListRow; data: IndexData; choice: CardChoice<ListRow> };

/** A row of the list on the phone. */
export function ListCard({ row, data, choice: { shows, facts } }: ListCardProps) {
  const t = useT();
  const stage = data.stages.find(({ id }) => id === row.stageId);
  return (
    <RowCard
      title={
        <>
          {row.unheard && <UnheardDot />}
          {row.accountName ?? t('opportunity.no_account')}
        </>
      }
      right={<Money fen={row.totalFen} />}
      sub={row.title}
      badge={<StuckBadge lastActivityAt={row.lastActivityAt} stage={stage} now={data.now} />}
      meta={
        <>
          <StageChip stage={stage} />
          {shows('owner') && <span>{row.ownerName}</span>}
          {shows('judged') && row.qualification && <ResultBadge result={row.qualification} />}
          {row.expectedCloseOn && <Day on={row.expectedCloseOn} now={data.now} />}
          <CardFacts facts={facts} row={row} />
        </>
      }
    />
  );
}
