import { useFormat } from '~/core/i18n';
import { UnheardDot } from '~/features/coaching/unheard-dot';
import { VisitBadge } from '~/features/visits/visit-badge';
import { RowCard } from '~/ui/row-card';
import type { VisitListData } from './load.server';

type VisitCardProps = { visit: VisitListData['rows'][number]; now: Date };

export function VisitCard({ visit, now }: VisitCardProps) {
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
          {visit.ownerName && <span>{visit.ownerName}</span>}
          {visit.contacts && <span className="truncate">{visit.contacts}</span>}
        </>
      }
    />
  );
}
