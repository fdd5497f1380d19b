import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { LateBadge } from '~/features/coverage/late-badge';
import { quietDays } from '~/features/opportunities/rules';
import { CommitmentBadge } from '~/features/visits/commitment-item';
import { Badge } from '~/ui/badge';
import { IconLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { CalendarPlus, Hourglass } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';
import type { TodayData } from './route';

/** My promises of the week, the late ones first. */
export function DueCommitments({ page: { due, day, now } }: { page: TodayData }) {
  const t = useT();
  const all = (
    <Link to="/commitments" className="text-brand-ink hover:underline max-sm:py-3.5">
      {t('today.all')}
    </Link>
  );
  return (
    <Card title={t('today.commitments')} note={due[0]?.total} action={all} padded={false}>
      <Rows empty={t('today.no_commitments')}>
        {due.map((one) => (
          <Row key={one.id} to={one.visitId ? paths.visit(one.visitId) : '/commitments'} title={one.text}>
            <span className="min-w-0 flex-1 truncate">{one.accountName ?? t('commitment.unseen_account')}</span>
            <CommitmentBadge commitment={one} today={day} now={now} />
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

export function NextSteps({ page: { steps, day, now } }: { page: TodayData }) {
  const t = useT();
  return (
    <Card title={t('today.next_steps')} padded={false}>
      <Rows empty={t('today.no_next_steps')}>
        {steps.map((deal) => (
          <Row key={deal.id} to={paths.opportunity(deal.id)} title={deal.nextStep ?? deal.title}>
            <span className="min-w-0 flex-1 truncate">{deal.title}</span>
            {deal.nextStepOn && (
              <CommitmentBadge commitment={{ state: 'open', dueOn: deal.nextStepOn }} today={day} now={now} />
            )}
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

export function StuckDeals({ page: { stuck, now } }: { page: TodayData }) {
  const t = useT();
  return (
    <Card title={t('today.stuck')} padded={false}>
      <Rows empty={t('today.no_stuck')}>
        {stuck.map((deal) => (
          <Row key={deal.id} to={paths.opportunity(deal.id)} title={deal.title} right={<Money fen={deal.totalFen} />}>
            <span className="min-w-0 flex-1 truncate">{deal.accountName}</span>
            <Badge tone="warn" icon={Hourglass}>
              {t('today.quiet_days', { n: quietDays(new Date(deal.lastActivityAt), new Date(now)) })}
            </Badge>
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

/** My accounts that nobody has visited for longer than their grade allows, and nobody is about to. */
export function Unvisited({ page: { unvisited, mayCover } }: { page: TodayData }) {
  const t = useT();
  const all = mayCover && (
    <Link to="/coverage?owner=me" className="text-brand-ink hover:underline max-sm:py-3.5">
      {t('coverage.today_all')}
    </Link>
  );
  return (
    <Card title={t('coverage.today')} action={all} padded={false}>
      <Rows empty={t('coverage.today_none')}>
        {unvisited.map((account) => (
          <Row
            key={account.id}
            to={paths.account(account.id)}
            title={account.name}
            verb={
              <IconLink
                icon={CalendarPlus}
                label={`${t('today.plan')} ${account.name}`}
                to={`/visits/plan?account=${account.id}`}
              />
            }
          >
            <GradeBadge grade={account.grade} />
            {!account.everVisited && <span>{t('coverage.never')}</span>}
            <LateBadge overdueDays={account.overdueDays} days={account.days} />
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

function Rows({ empty, children }: { empty: string; children: ReactNode[] }) {
  if (!children.length) return <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{empty}</p>;
  return <ul className="divide-y divide-line">{children}</ul>;
}

type RowProps = { to: string; title: string; right?: ReactNode; verb?: ReactNode; children: ReactNode };

function Row({ to, title, right, verb, children }: RowProps) {
  return (
    <li className="flex items-center">
      <Link
        to={to}
        prefetch="intent"
        className="block min-w-0 flex-1 px-3 py-2.5 hover:bg-sunken max-sm:px-4 max-sm:py-3"
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
          {right && <span className="shrink-0 font-semibold">{right}</span>}
        </span>
        <span className="mt-1 flex items-center gap-2 text-xs text-ink-3">{children}</span>
      </Link>
      {verb && <span className="pr-2">{verb}</span>}
    </li>
  );
}
