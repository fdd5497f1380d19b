import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { AccountRow } from '~/features/visits/account-row';
import { AccountSearch } from '~/features/visits/account-search';
import { distanceText } from '~/features/visits/directions';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Building2, NotebookPen } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { PlanData } from './route';

type AccountPicksProps = { page: PlanData; picks: NonNullable<PlanData['picks']> };
type Pick = { id: string; name: string };

/** Whom to visit: those coverage asks for, those nearby, those seen lately; or anybody, by search. */
export function AccountPicks({ page: { keep, now }, picks }: AccountPicksProps) {
  const t = useT();
  const f = useFormat();
  const { q, found, suggested } = picks;
  const to = (id: string) => `/visits/plan?${new URLSearchParams({ ...keep, account: id })}`;
  const group = <P extends Pick>(title: string, list: P[], say: (one: P) => ReactNode) =>
    list.length > 0 && (
      <Card title={title} padded={false}>
        <ul className="divide-y divide-line">
          {list.map((one) => (
            <AccountRow key={one.id} to={to(one.id)} name={one.name}>
              {say(one)}
            </AccountRow>
          ))}
        </ul>
      </Card>
    );
  const isEmpty = found ? !found.length : !suggested || !Object.values(suggested).some((list) => list.length);
  return (
    <>
      <AccountSearch q={q} keep={keep} />
      {found && group(t('visit.found_accounts'), found, ({ ownerName }) => ownerName)}
      {suggested && (
        <>
          {group(t('plan.due'), suggested.due, ({ overdueDays = 0 }) => (
            <Badge tone="warn">{t('coverage.late', { n: overdueDays })}</Badge>
          ))}
          {group(t('plan.near'), suggested.near, ({ metres = 0 }) => distanceText(metres))}
          {group(t('plan.seen'), suggested.seen, ({ seenAt }) => seenAt && f.when(seenAt, now))}
        </>
      )}
      {isEmpty && (
        <EmptyState icon={Building2} title={q ? t('visit.no_account_found') : t('plan.nobody')}>
          {q ? t('visit.no_account_hint') : t('plan.nobody_hint')}
        </EmptyState>
      )}
      <Link
        to={`/visits/new?${new URLSearchParams({ ...keep, mode: 'log' })}`}
        className="flex items-center justify-center gap-2 py-2 text-brand-ink hover:underline max-sm:py-3"
      >
        <NotebookPen className="text-[16px]" />
        {t('visit.log')}
      </Link>
    </>
  );
}
