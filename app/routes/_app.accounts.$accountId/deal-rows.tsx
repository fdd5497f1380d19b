import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { StageChip } from '~/features/opportunities/stage-chip';
import { EmptyState } from '~/ui/empty-state';
import { Target } from '~/ui/icons';
import { Link } from '~/ui/link';
import { RowCard } from '~/ui/row-card';
import { Day, Money } from '~/ui/value';
import type { AccountData } from './route';

export function DealRows({ data }: { data: AccountData }) {
  const t = useT();
  if (!data.deals.length) return <EmptyState icon={Target} title={t('account.no_opportunities')} />;
  return (
    <ul className="divide-y divide-line">
      {data.deals.map((deal) => (
        <li key={deal.id}>
          <Link to={paths.opportunity(deal.id)} className="block hover:bg-sunken">
            <RowCard
              title={deal.title}
              right={<Money fen={deal.totalFen} />}
              sub={deal.ownerName}
              badge={
                <StageChip
                  stage={{
                    name: deal.stageName,
                    nameEn: deal.stageNameEn,
                    type: deal.stageType,
                    position: deal.stagePosition,
                  }}
                />
              }
              meta={
                <>
                  {deal.line && <span>{t(`line.${deal.line}`)}</span>}
                  <Day on={deal.closedOn ?? deal.expectedCloseOn} now={data.now} />
                </>
              }
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
