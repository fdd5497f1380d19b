import { useT } from '~/core/i18n';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { RowCard } from '~/ui/row-card';
import { Money, When } from '~/ui/value';
import type { RegisterRow } from './route';

/** A customer as the phone lists it. */
export function AccountCard({ row, now }: { row: RegisterRow; now: string }) {
  const t = useT();
  return (
    <RowCard
      title={row.name}
      right={row.monthlyRevenueFen ? <Money fen={row.monthlyRevenueFen} /> : undefined}
      sub={[t(`account.kind.${row.kind}`), row.region].filter(Boolean).join(' · ')}
      badge={<GradeBadge grade={row.grade} />}
      meta={
        <>
          <span>{row.ownerName}</span>
          <span>
            {t('account.lastVisitedAt')} <When at={row.lastVisitedAt} now={now} />
          </span>
        </>
      }
    />
  );
}
