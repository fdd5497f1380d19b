import clsx from 'clsx';
import { useT } from '~/core/i18n';
import { grades } from '~/features/accounts/rules';
import type { Workload } from '~/features/assignments/queries/workload.server';
import { Person } from '~/ui/avatar';
import type { Column } from '~/ui/data-table';
import { StackedBar } from '~/ui/progress';
import { Money } from '~/ui/value';

const tones = { A: 'info', B: 'brand', C: 'ok', D: 'neutral' } as const;

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
      cell: (row) => (
        <span className="block w-36" title={grades.map((grade) => `${grade} ${row.grades[grade]}`).join(' · ')}>
          <StackedBar
            label={grades.map((grade) => `${grade} ${row.grades[grade]}`).join(', ')}
            parts={grades.map((grade) => ({ label: grade, value: row.grades[grade], tone: tones[grade] }))}
          />
        </span>
      ),
      width: 168,
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
      header: t('account.open_deals'),
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
