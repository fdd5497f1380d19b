import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { EmptyState } from '~/ui/empty-state';
import { Network } from '~/ui/icons';
import { Link } from '~/ui/link';
import { RowCard } from '~/ui/row-card';
import { Money, When } from '~/ui/value';
import type { AccountData } from './route';

export function ChildRows({ data }: { data: AccountData }) {
  const t = useT();
  if (!data.children?.length)
    return (
      <EmptyState icon={Network} title={t('account.no_children')}>
        {t('account.no_children_hint')}
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-line">
      {data.children.map((child) => (
        <li key={child.id}>
          <Link to={paths.account(child.id)} className="block hover:bg-sunken">
            <RowCard
              title={child.name}
              right={child.monthlyRevenueFen ? <Money fen={child.monthlyRevenueFen} /> : undefined}
              sub={child.ownerName}
              badge={<GradeBadge grade={child.grade} />}
              meta={
                <span>
                  {t('account.lastVisitedAt')} <When at={child.lastVisitedAt} now={data.now} />
                </span>
              }
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
