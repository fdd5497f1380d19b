import { useFormat } from '~/core/i18n';
import { UnheardDot } from '~/features/coaching/unheard-dot';
import { CardFacts } from '~/features/views/card-facts';
import type { CardChoice } from '~/features/views/use-columns';
import { VisitBadge } from '~/features/visits/visit-badge';
import { RowCard } from '~/ui/row-card';
import type { VisitListData } from './load.server';

export const cardColumns = { usual: ['contacts', 'owner'] };

type Row = VisitListData['rows'][number];
type VisitCardProps = { visit: Row; now: Date; choice: CardChoice<Row> };

export function VisitCard({ visit, now, choice: { shows, facts } }: VisitCardProps) {
  const f = useFormat();
  return (
    <RowCard
      title={
        <>
          {visit.unheard && <UnheardDot />}
          {visit.accountName ?? '—'}
        </>
      }
      right={<span className="num text-sm font-normal text-ink-2">{f.dateTime(visit.plannedAt, now)}</span>}
      sub={visit.purpose}
      badge={<VisitBadge visit={visit} now={now} />}
      meta={
        <>
          {visit.ownerName && shows('owner') && <span>{visit.ownerName}</span>}
          {shows('contacts') && visit.contacts && <span className="truncate">{visit.contacts}</span>}
          <CardFacts facts={facts} row={visit} />
        </>
      }
    />
  );
}
