import clsx from 'clsx';
import { useT } from '~/core/i18n';
import { grades } from '~/features/accounts/rules';
import type { Workload } from '~/features/assignments/queries/workload.server';
import { Person } from '~/ui/avatar';
import type { Column } from '~/ui/data-table';
import { Money } from '~/ui/value';

/** How many of each grade; what is missing stays faint. */
function GradeCounts({ row }: { row: Workload }) {
  return (
    <span className="num inline-grid grid-cols-4 gap-2.5 text-xs whitespace-nowrap">
      {grades.map((grade) => (
        <span key={grade} className={row.grades[grade] ? 'text-ink' : 'text-ink-3 opacity-60'}>
          <span className="text-ink-3">{grade}</span> {row.grades[grade]}
        </span>
      ))}
    </span>
  );
}

export function useWorkloadColumns(rows: Workload[]): Column<Workload>[] {
  const t = useT();
  const sum = (of: (row: Workload) => number) => rows.reduce((total, row) => total + of(row), 0);
  return [
    {
      id: 'name',
      header: t('assignment.manager'),
      cell: (row) => <Person name={row.name} sub={row.unitName} />,
      primary: true,
    },
    {
      id: 'grades',
      header: t('account.grade'),
      cell: (row) => <GradeCounts row={row} />,
      width: 184,
      hideable: true,
    },
    {
      id: 'accounts',
      header: t('assignment.accounts'),
      cell: (row) => row.accounts,
      align: 'right',
      width: 72,
      total: sum((r) => r.accounts),
    },
    {
      id: 'count',
      header: t('assignment.open'),
      cell: (row) => row.openCount,
      align: 'right',
      width: 88,
      total: sum((r) => r.openCount),
    },
    {
      id: 'open',
      header: t('assignment.open_sum'),
      cell: (row) => <Money fen={row.openFen} />,
      align: 'right',
      width: 104,
      total: <Money fen={sum((r) => r.openFen)} />,
    },
    {
      id: 'weighted',
      header: t('assignment.weighted'),
      cell: (row) => <Money fen={row.weightedFen} />,
      align: 'right',
      width: 104,
      hideable: true,
      total: <Money fen={sum((r) => r.weightedFen)} />,
    },
    {
      id: 'ahead',
      header: t('assignment.visits_ahead'),
      cell: (row) => row.visitsAhead,
      align: 'right',
      width: 112,
      hideable: true,
    },
    {
      id: 'done',
      header: t('assignment.visits_done'),
      cell: (row) => (
        <span className={clsx(row.accounts > 0 && row.visitsDone === 0 && 'font-semibold text-bad-ink')}>
          {row.visitsDone}
        </span>
      ),
      align: 'right',
      width: 112,
      hideable: true,
    },
    {
      id: 'overdue',
      header: t('assignment.overdue'),
      cell: (row) => (
        <span className={clsx(row.overdueCommitments > 0 && 'font-semibold text-bad-ink')}>
          {row.overdueCommitments}
        </span>
      ),
      align: 'right',
      width: 88,
      hideable: true,
    },
  ];
}
