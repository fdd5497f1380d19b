import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { Monogram } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { Landmark, MapPin } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';
import type { AccountData } from './route';

/** Who this is, and the four numbers that say how it stands. */
export function AccountHeader({ data }: { data: AccountData }) {
  const t = useT();
  const { account, industry, region, enterpriseName, unitName } = data;
  return (
    <section className="flex items-center gap-4 border-b border-line bg-surface px-5 py-3.5 max-lg:flex-wrap max-sm:gap-3 max-sm:px-4">
      <Monogram name={account.shortName ?? account.name} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {/* the bar above has the name; on the phone there is no room for it there */}
          <p className="w-full text-lg font-semibold sm:hidden">{account.name}</p>
          <GradeBadge grade={account.grade} />
          {industry && <Badge>{industry.name}</Badge>}
        </div>
        <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-0.5 text-xs text-ink-2">
          {(region || unitName) && (
            <span className="inline-flex items-center gap-1">
              <MapPin className="text-[13px] text-ink-3" />
              {[region, unitName].filter(Boolean).join(' · ')}
            </span>
          )}
          {account.creditCode && (
            <span>
              {t('account.creditCode')} <span className="num tracking-wide">{account.creditCode}</span>
            </span>
          )}
          {enterpriseName && account.enterpriseId && (
            <Link
              to={paths.enterprise(account.enterpriseId)}
              className="inline-flex items-center gap-1 hover:text-brand-ink hover:underline"
            >
              <Landmark className="text-[13px] text-ink-3" />
              {enterpriseName}
            </Link>
          )}
        </p>
      </div>
      <Numbers data={data} />
    </section>
  );
}

function Numbers({ data }: { data: AccountData }) {
  const t = useT();
  const format = useFormat();
  const { account, openDeals, pulse, may } = data;
  const overdue = pulse.overdueCommitments.length;
  const here = paths.account(account.id);
  return (
    <dl className="strip flex divide-x divide-line max-lg:w-full max-sm:-mx-4 max-sm:w-auto max-sm:px-4">
      <Cell label={t('account.open_revenue')}>
        <Money fen={account.monthlyRevenueFen} />
      </Cell>
      <Cell
        label={t('account.open_deals')}
        note={t('account.open_deals_note', { n: openDeals.count, weighted: format.money(openDeals.weightedFen) })}
        to={`${here}?tab=opportunities`}
      >
        <Money fen={openDeals.totalFen} />
      </Cell>
      <Cell
        label={t('account.next_visit')}
        note={pulse.nextVisit ? pulse.nextVisit.purpose : may.logVisit ? t('account.plan_visit') : undefined}
        to={
          pulse.nextVisit
            ? paths.visit(pulse.nextVisit.id)
            : may.logVisit
              ? `/visits/plan?account=${account.id}&back=${here}`
              : undefined
        }
      >
        {pulse.nextVisit ? (
          format.when(pulse.nextVisit.plannedAt, data.now)
        ) : (
          <span className="text-ink-3">{t('account.no_next_visit')}</span>
        )}
      </Cell>
      <Cell
        label={t('account.commitments')}
        note={overdue ? t('account.commitments_overdue', { n: overdue }) : t('account.commitments_ok')}
        tone={overdue ? 'text-bad-ink' : 'text-ok-ink'}
        to={pulse.openCommitments ? `/commitments?account=${account.id}` : undefined}
      >
        {format.number(pulse.openCommitments)}
      </Cell>
    </dl>
  );
}

type CellProps = { label: string; note?: ReactNode; tone?: string; to?: string; children: ReactNode };

function Cell({ label, note, tone = 'text-ink-3', to, children }: CellProps) {
  return (
    <div className="shrink-0 px-4 first:pl-0 last:pr-0 lg:first:pl-4">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="num mt-0.5 text-lg font-semibold whitespace-nowrap">{children}</dd>
      <dd className={clsx('num max-w-36 truncate text-xs', tone)}>
        {to && note ? (
          <Link to={to} className="text-inherit hover:text-brand-ink hover:underline">
            {note}
          </Link>
        ) : (
          (note ?? ' ')
        )}
      </dd>
    </div>
  );
}
