import { useFormat, useT } from '~/core/i18n';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { LateBadge } from '~/features/coverage/late-badge';
import type { CoverageKind } from '~/features/coverage/policy';
import { Person } from '~/ui/avatar';
import { ButtonLink } from '~/ui/button';
import type { Column } from '~/ui/data-table';
import { CalendarPlus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Day, None, When } from '~/ui/value';
import { planAddress } from './plan-address';
import type { Overdue, OverdueRow } from './route';

export function useOverdueColumns(page: Overdue): Column<OverdueRow>[] {
  const t = useT();
  const { filters, leads, may, now } = page;
  const columns: Column<OverdueRow>[] = [
    { id: 'name', header: t('coverage.account'), cell: (row) => row.name, primary: true },
    { id: 'grade', header: t('coverage.grade'), cell: (row) => <GradeBadge grade={row.grade} />, width: 72 },
    {
      id: 'late',
      header: t('coverage.overdue_days'),
      cell: (row) => <LateBadge overdueDays={row.overdueDays} days={row.days} />,
      width: 152,
    },
    {
      id: 'due',
      header: t('coverage.due'),
      cell: (row) => <DueDay row={row} now={now} />,
      width: 112,
    },
    {
      id: 'last',
      header: t(filters.kind === 'leader' ? 'coverage.last_leader' : 'coverage.last'),
      cell: (row) => <LastVisit row={row} kind={filters.kind} now={now} />,
      width: 176,
    },
  ];
  if (leads)
    columns.push({
      id: 'owner',
      header: t('coverage.owner'),
      cell: (row) =>
        row.ownerName ? (
          <Link to={`/coverage/people/${row.ownerId}`} className="relative z-[1] hover:underline">
            <Person name={row.ownerName} sub={row.unitName} size="xs" />
          </Link>
        ) : (
          <None />
        ),
      width: 150,
    });
  columns.push({
    id: 'next',
    header: t('coverage.next'),
    cell: (row) =>
      row.plannedAt ? (
        <When at={row.plannedAt} now={now} />
      ) : may.plan ? (
        <ButtonLink
          size="sm"
          icon={CalendarPlus}
          prefetch="none"
          className="relative z-[1]"
          aria-label={`${t('coverage.plan')} ${row.name}`}
          to={planAddress(row.id, filters.kind, whoPlans(row, page))}
        >
          {t('coverage.plan')}
        </ButtonLink>
      ) : (
        <None />
      ),
    width: 120,
  });
  return columns;
}

/** A leader plans the manager's visit for the manager, their own for themselves. */
export const whoPlans = (row: OverdueRow, { filters, may, me }: Overdue) =>
  filters.kind === 'manager' && may.planForOthers && row.ownerId !== me ? row.ownerId : undefined;

function DueDay({ row, now }: { row: OverdueRow; now: string }) {
  const t = useT();
  return (
    <span title={row.firm ? t('coverage.every', { n: row.days }) : t('coverage.provisional')}>
      <Day on={row.dueOn} now={now} />
      {!row.firm && '*'}
    </span>
  );
}

/** When it was, or from which day a customer never visited is counted. */
export function LastVisit({ row, kind, now }: { row: OverdueRow; kind: CoverageKind; now: string }) {
  const t = useT();
  const f = useFormat();
  if (row.lastAt) return <When at={row.lastAt} now={now} />;
  return (
    <span className="text-ink-2" title={t('coverage.never_since', { day: f.day(row.sinceOn, now) })}>
      {t(kind === 'leader' ? 'coverage.never_leader' : 'coverage.never')}
    </span>
  );
}
