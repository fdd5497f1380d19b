import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { LateBadge } from '~/features/coverage/late-badge';
import { IconLink } from '~/ui/button';
import { CalendarPlus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { When } from '~/ui/value';
import { LastVisit, whoPlans } from './columns';
import { planAddress } from './plan-address';
import type { Overdue, OverdueRow } from './route';

/** An overdue account as the phone lists it, with the verb that mends it under the thumb. */
export function OverdueCard({ row, page }: { row: OverdueRow; page: Overdue }) {
  const t = useT();
  const { filters, leads, may, now } = page;
  return (
    <div className="relative flex min-h-15 items-center gap-2 py-3 pr-2 pl-4 active:bg-sunken">
      <div className="min-w-0 flex-1">
        <Link to={paths.account(row.id)} className="row-link truncate">
          {row.name}
        </Link>
        <p className="mt-1 flex items-center gap-2">
          <GradeBadge grade={row.grade} />
          <LateBadge overdueDays={row.overdueDays} days={row.days} />
        </p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-ink-3">
          {leads && row.ownerName && <span>{row.ownerName}</span>}
          <span>
            {(row.lastAt || filters.kind === 'leader') &&
              `${t(filters.kind === 'leader' ? 'coverage.last_leader' : 'coverage.last')} `}
            <LastVisit row={row} kind={filters.kind} now={now} />
          </span>
          {row.plannedAt && (
            <span className="text-ok-ink">
              {t('coverage.next')} <When at={row.plannedAt} now={now} />
            </span>
          )}
        </p>
      </div>
      {may.plan && (
        <span className="relative z-[1]">
          <IconLink
            icon={CalendarPlus}
            label={`${t('coverage.plan')} ${row.name}`}
            to={planAddress(row.id, filters.kind, whoPlans(row, page))}
          />
        </span>
      )}
    </div>
  );
}
