import clsx from 'clsx';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { GradeBadge } from '~/features/accounts/grade-badge';
import type { AccountMonths, MonthCell } from '~/features/coverage/queries/months.server';
import { Badge } from '~/ui/badge';
import { Link } from '~/ui/link';

const rowGrid =
  'grid items-center gap-1 max-sm:grid-cols-12 sm:grid-cols-[minmax(10rem,1fr)_8.5rem_repeat(12,minmax(1.75rem,2.75rem))]';

/** Account by month. On the phone the account takes a line of its own above its twelve months. */
export function MonthGrid({ months, rows, now }: { months: string[]; rows: AccountMonths[]; now: string }) {
  const t = useT();
  return (
    <table className="block rounded-[10px] border border-line bg-surface shadow-card max-sm:rounded-2xl">
      <caption className="sr-only">{t('coverage.months')}</caption>
      <thead className="block">
        <tr className={clsx(rowGrid, 'border-b border-line px-3 py-1.5 text-center text-xs text-ink-3')}>
          <th scope="col" className="text-left font-normal max-sm:sr-only">
            {t('coverage.account')}
          </th>
          <th scope="col" className="text-left font-normal max-sm:sr-only">
            {t('coverage.status')}
          </th>
          {months.map((month) => (
            <th key={month} scope="col" className="num font-normal">
              {Number(month.slice(5))}
              <span className="sr-only"> {month}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block">
        {rows.map((row) => (
          <tr key={row.id} className={clsx(rowGrid, 'px-3 py-1 not-last:border-b border-line max-sm:py-2.5')}>
            <th scope="row" className="flex min-w-0 items-center gap-2 text-left max-sm:col-span-12">
              <Link
                to={paths.account(row.id)}
                className="min-w-0 truncate font-medium hover:text-brand-ink max-sm:py-2"
                title={row.name}
              >
                {row.name}
              </Link>
              <GradeBadge grade={row.grade} />
            </th>
            <td className="max-sm:col-span-12 max-sm:pb-1">
              <State row={row} now={now} />
            </td>
            {row.cells.map((cell, no) => (
              <Month key={months[no]} month={months[no]!} cell={cell} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ row, now }: { row: AccountMonths; now: string }) {
  const t = useT();
  const f = useFormat();
  if (row.overdueDays > 0) return <Badge tone="bad">{t('coverage.late', { n: row.overdueDays })}</Badge>;
  return (
    <span className="num text-xs text-ink-2" title={row.firm ? undefined : t('coverage.provisional')}>
      {t('coverage.due_on', { day: f.day(row.dueOn, now) })}
      {!row.firm && '*'}
    </span>
  );
}

const depth = (visits: number) =>
  visits === 0 ? 'bg-sunken text-ink-3' : visits === 1 ? 'bg-brand-soft text-brand-ink' : 'bg-brand text-on-brand';

function Month({ month, cell }: { month: string; cell: MonthCell }) {
  const t = useT();
  const f = useFormat();
  const { visits, leader } = cell;
  const name = f.month(month);
  const said = leader
    ? t('coverage.month_cell_leader', { month: name, n: visits, m: leader })
    : t('coverage.month_cell', { month: name, n: visits });
  return (
    <td
      title={said}
      className={clsx(
        'num relative flex h-7 items-center justify-center rounded-md text-xs font-semibold max-sm:h-8',
        depth(visits),
      )}
    >
      <span className="sr-only">{said}</span>
      <span aria-hidden="true">{visits || '·'}</span>
      {leader > 0 && (
        <span aria-hidden="true" className="absolute top-0 right-0.5 text-2xs">
          ★
        </span>
      )}
    </td>
  );
}
