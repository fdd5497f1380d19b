import { useT } from '~/core/i18n';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { CardFacts } from '~/features/views/card-facts';
import type { CardChoice } from '~/features/views/use-columns';
import { RowCard } from '~/ui/row-card';
import { Money, When } from '~/ui/value';
import type { RegisterRow } from './route';

export const cardColumns = { usual: ['grade', 'kind', 'region', 'revenue', 'visit'] };

type AccountCardProps = { row: RegisterRow; now: string; choice: CardChoice<RegisterRow> };

/** A customer as the phone lists it. */
export function AccountCard({ row, now, choice: { shows, facts } }: AccountCardProps) {
  const t = useT();
  return (
    <RowCard
      title={row.name}
      right={shows('revenue') && row.monthlyRevenueFen ? <Money fen={row.monthlyRevenueFen} /> : undefined}
      sub={[shows('kind') && t(`account.kind.${row.kind}`), shows('region') && row.region].filter(Boolean).join(' · ')}
      badge={shows('grade') && <GradeBadge grade={row.grade} />}
      meta={
        <>
          <span>{row.ownerName}</span>
          {shows('visit') && (
            <span>
              {t('account.lastVisitedAt')} <When at={row.lastVisitedAt} now={now} />
            </span>
          )}
          <CardFacts facts={facts} row={row} />
        </>
      }
    />
  );
}
