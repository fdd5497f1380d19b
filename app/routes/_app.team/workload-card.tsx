import { useT } from '~/core/i18n';
import type { Workload } from '~/features/assignments/queries/workload.server';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { RowCard } from '~/ui/row-card';
import { Money } from '~/ui/value';

export function WorkloadCard({ row }: { row: Workload }) {
  const t = useT();
  return (
    <RowCard
      lead={<Avatar name={row.name} size="md" />}
      title={row.name}
      right={<Money fen={row.openFen} />}
      sub={row.unitName}
      badge={
        row.overdueCommitments > 0 && <Badge tone="bad">{`${t('assignment.overdue')} ${row.overdueCommitments}`}</Badge>
      }
      meta={
        <>
          <span>{`${t('assignment.accounts')} ${row.accounts}`}</span>
          <span>{`${t('assignment.open')} ${row.openCount}`}</span>
          <span>{`${t('assignment.visits_done')} ${row.visitsDone}`}</span>
        </>
      }
    />
  );
}
