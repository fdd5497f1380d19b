import { useLocation, useNavigate } from '@remix-run/react';
import clsx from 'clsx';
import { type ReactNode, useId } from 'react';
import { useT } from '~/core/i18n';
import { Tick } from './checkbox';
import { BulkBar } from './data-table/bulk-bar';
import { CardList } from './data-table/card-list';
import type { Column } from './data-table/columns';
import { useEditCells } from './data-table/edit-cells';
import { alignment, HeadCell } from './data-table/head-cell';
import { useRows } from './data-table/use-rows';
import { Link } from './link';
import { useNarrow } from './narrow';
import { withParams } from './params';

export type { Column };

type DataTableProps<Row> = {
  /** Says to screen readers what the rows are. */
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  rowTo?: (row: Row) => string;
  /** Rows open beside the list as `?peek=`. */
  peek?: boolean;
  sort?: string | null;
  /** Buttons of the bar that shows while rows are selected; they post `ids` to `bulkAction`. */
  bulk?: ReactNode | ((ids: string[]) => ReactNode);
  bulkAction?: string;
  /** What a row posts as one of the `ids`; its key unless said. */
  bulkValue?: (row: Row) => string;
  /** Stands to the right of each row: a Menu. */
  rowMenu?: (row: Row) => ReactNode;
  card?: (row: Row) => ReactNode;
  empty?: ReactNode;
};

/** So many columns stand beside each other on a desk; more are scrolled, and their heads do not stay in sight. */
const fit = 9;

const aligned = { left: undefined, right: 'num text-right whitespace-nowrap', center: 'text-center' };

function lookOf<Row>({ align = 'left', look }: Column<Row>, row: Row) {
  const own = typeof look === 'function' ? look(row) : look;
  const side = aligned[align];
  return own && side ? `${side} ${own}` : (own ?? side);
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowKey, rowTo, peek, sort, bulk, bulkAction, bulkValue = rowKey, rowMenu } = props;
  const { card, empty } = props;
  const t = useT();
  const formId = useId();
  const { search } = useLocation();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const draw = useEditCells();
  const linkTo = (row: Row) => (peek ? withParams(search, { peek: rowKey(row) }) : rowTo?.(row));
  const { selected, cursor, box, put, all, clear } = useRows(rows.map(rowKey), (key) => {
    const row = rows.find((candidate) => rowKey(candidate) === key);
    const to = row && linkTo(row);
    if (to) navigate(to, { preventScrollReset: true });
  });
  const asked = new URLSearchParams(search);
  const peeked = asked.get('peek');

  if (rows.length === 0 && empty) {
    return <div className="rounded-[10px] border border-line bg-surface max-sm:rounded-2xl">{empty}</div>;
  }

  const primary = (columns.find((column) => column.primary) ?? columns[0])?.id;
  const totals = columns.some((column) => column.total !== undefined);
  const aside = Boolean(rowMenu);
  const fits = columns.length <= fit;

  const link = (row: Row, content: ReactNode) => {
    const to = linkTo(row);
    if (!to) return content;
    return (
      <Link
        to={to}
        prefetch={peek ? 'none' : 'intent'}
        preventScrollReset={peek}
        onKeyDown={(event) => {
          if (peek && event.key === 'Enter' && rowTo) {
            event.preventDefault();
            navigate(rowTo(row));
          }
        }}
        className="row-link"
      >
        {content}
      </Link>
    );
  };

  const bar = bulk && (
    <BulkBar id={formId} action={bulkAction} selected={selected} total={rows.length} onAll={all} onClear={clear}>
      {typeof bulk === 'function' ? bulk(selected) : bulk}
    </BulkBar>
  );

  if (narrow && card) {
    const isOn = Boolean(bulk) && (selected.length > 0 || asked.has('select'));
    const selection = bulk ? { box, put, isOn, formId, value: bulkValue } : undefined;
    return (
      <div className={clsx(isOn && 'pb-52')}>
        <CardList rows={rows} rowKey={rowKey} linkTo={linkTo} card={card} selection={selection} />
        {isOn && bar}
      </div>
    );
  }

  return (
    <div className="group/table min-w-0">
      <div className="rounded-[10px] border border-line bg-surface shadow-card">
        <div className={clsx('overflow-x-auto rounded-[10px]', fits && 'lg:overflow-x-visible')}>
          <table className="w-full border-separate border-spacing-0">
            <caption className="sr-only">{label}</caption>
            <thead
              className={clsx(
                'z-10 text-xs text-ink-3 [&_th]:border-b [&_th]:border-line [&_th]:bg-surface [&_th:first-child]:rounded-tl-[10px] [&_th:last-child]:rounded-tr-[10px]',
                fits && 'lg:sticky lg:top-14',
              )}
            >
              <tr>
                {bulk && (
                  <th scope="col" className="w-10 min-w-10 pl-3 text-left">
                    <Tick
                      aria-label={t('common.select_all')}
                      checked={selected.length === rows.length}
                      onChange={(event) => all(event.currentTarget.checked)}
                      className="align-middle"
                    />
                  </th>
                )}
                {columns.map((column) => (
                  <HeadCell key={column.id} column={column} sort={sort} />
                ))}
                {aside && <th className="w-10 pr-2" />}
              </tr>
            </thead>
            <tbody className="[&_tr:not(:last-child)_td]:border-b [&_td]:border-line [&_td]:px-3 [&_td]:py-1">
              {rows.map((row) => {
                const key = rowKey(row);
                const { checked } = box(key);
                return (
                  <tr
                    key={key}
                    data-row={key}
                    className={clsx(
                      'row',
                      (checked || peeked === key) && 'bg-brand-soft/50',
                      cursor === key && '[box-shadow:inset_2px_0_0_var(--brand)]',
                    )}
                  >
                    {bulk && (
                      <td>
                        <Tick
                          form={formId}
                          name="ids"
                          value={bulkValue(row)}
                          aria-label={t('common.select_row')}
                          {...box(key)}
                          className="relative z-[1] align-middle"
                        />
                      </td>
                    )}
                    {columns.map((column) => (
                      <td key={column.id} title={column.hint?.(row)} className={lookOf(column, row)}>
                        {column.id === primary ? link(row, column.cell(row)) : draw(column, key, row)}
                      </td>
                    ))}
                    {aside && <td className="row-aside">{rowMenu?.(row)}</td>}
                  </tr>
                );
              })}
            </tbody>
            {totals && (
              <tfoot className="[&_td]:border-t [&_td]:border-line">
                <tr className="h-(--row) font-semibold">
                  {bulk && <td />}
                  {columns.map((column, index) => (
                    <td key={column.id} className={clsx('px-3', alignment[column.align ?? 'left'])}>
                      {column.total ?? (index === 0 ? t('common.total') : null)}
                    </td>
                  ))}
                  {aside && <td />}
                </tr>
              </tfoot>
            )}
          </table>
        </div>
      </div>
      {/* beside the table: a row's own form (inline edit) must not lie inside another */}
      {bar}
    </div>
  );
}
