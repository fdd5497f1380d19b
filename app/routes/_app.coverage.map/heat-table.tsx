import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { grades } from '~/features/accounts/rules';
import { percentOf, type Share, shareTone } from '~/features/coverage/policy';
import type { MapRow, Shares } from '~/features/coverage/queries/map.server';
import { Avatar } from '~/ui/avatar';
import { softTone } from '~/ui/badge';
import { ChevronRight } from '~/ui/icons';
import { Link } from '~/ui/link';

const columns = [...grades, 'all', 'leader'] as const;

/** Team or person by grade. On the phone the name takes a line of its own, so that six cells fit below it. */
export function HeatTable({ rows, total }: { rows: MapRow[]; total: Shares }) {
  const t = useT();
  const word = (column: (typeof columns)[number]) =>
    column === 'all' || column === 'leader' ? t(`coverage.${column}`) : t(`account.grade.${column}`);
  const line = (key: string, name: ReactNode, shares: Shares, strong = false) => (
    <tr
      key={key}
      className={clsx(
        'grid items-center gap-1 px-3 py-1 max-sm:grid-cols-6 max-sm:py-2 sm:grid-cols-[minmax(9rem,1fr)_repeat(6,minmax(4.5rem,7.5rem))]',
        strong && 'border-t border-line font-semibold',
      )}
    >
      <th scope="row" className="min-w-0 text-left font-[inherit] max-sm:col-span-6">
        {name}
      </th>
      {columns.map((column) => (
        <Cell key={column} label={word(column)} share={shares[column]} />
      ))}
    </tr>
  );
  return (
    <table className="block rounded-[10px] border border-line bg-surface py-1 shadow-card max-sm:rounded-2xl">
      <caption className="sr-only">{t('coverage.map')}</caption>
      <thead className="block">
        <tr className="grid items-end gap-1 border-b border-line px-3 py-1.5 text-center text-xs text-ink-3 max-sm:grid-cols-6 sm:grid-cols-[minmax(9rem,1fr)_repeat(6,minmax(4.5rem,7.5rem))]">
          <th scope="col" className="text-left font-normal max-sm:sr-only">
            {t('coverage.team')}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className="truncate font-normal" title={word(column)}>
              {word(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block">
        {rows.map((row) => line(row.kind + row.id, <Name row={row} />, row.shares))}
        {rows.length > 1 && line('total', t('coverage.total'), total, true)}
      </tbody>
    </table>
  );
}

function Name({ row }: { row: MapRow }) {
  const isUnit = row.kind === 'unit';
  return (
    <Link
      to={isUnit ? `/coverage/map?unit=${row.id}` : `/coverage/people/${row.id}`}
      className="flex min-h-8 items-center gap-2 font-medium hover:text-brand-ink max-sm:min-h-11"
    >
      {!isUnit && <Avatar name={row.name} size="xs" />}
      <span className="truncate">{row.name}</span>
      <ChevronRight className="ml-auto text-[14px] text-ink-3" />
    </Link>
  );
}

function Cell({ label, share }: { label: string; share: Share }) {
  const t = useT();
  const { total, late } = share;
  const said = total
    ? t('coverage.cell', { label, p: percentOf(share), late, total })
    : t('coverage.cell_none', { label });
  return (
    <td
      title={said}
      className={clsx(
        'num flex min-h-11 flex-col items-center justify-center rounded-md leading-tight',
        softTone[shareTone(share)],
      )}
    >
      <span className="sr-only">{said}</span>
      <span aria-hidden="true" className="text-sm font-semibold max-sm:text-sm">
        {total ? `${percentOf(share)}%` : '–'}
      </span>
      {total > 0 && (
        <span aria-hidden="true" className="text-2xs font-normal">
          {late} / {total}
        </span>
      )}
    </td>
  );
}
