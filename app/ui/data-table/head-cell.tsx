import { useLocation } from '@remix-run/react';
import clsx from 'clsx';
import { ArrowDown, ArrowUp, ChevronsUpDown } from '../icons';
import { Link } from '../link';
import { withParams } from '../params';
import { type Column, nextSort, readSort } from './columns';

export const alignment = { left: 'text-left', right: 'text-right', center: 'text-center' };

/** A sortable head is a link: `?sort=name`, `?sort=-name`. */
export function HeadCell<Row>({ column, sort }: { column: Column<Row>; sort?: string | null }) {
  const { search } = useLocation();
  const { id, header, align = 'left', sortable, width } = column;
  const current = readSort(sort);
  const mine = current?.id === id;
  const Arrow = mine ? (current.descending ? ArrowDown : ArrowUp) : ChevronsUpDown;
  return (
    <th
      scope="col"
      style={width ? { width } : undefined}
      aria-sort={mine ? (current.descending ? 'descending' : 'ascending') : undefined}
      className={clsx('h-9 px-3 font-medium whitespace-nowrap', alignment[align])}
    >
      {sortable ? (
        <Link
          to={withParams(search, { sort: nextSort(id, sort), after: null, before: null })}
          preventScrollReset
          className={clsx('group inline-flex items-center gap-1 hover:text-ink', mine && 'text-ink')}
        >
          {header}
          <Arrow className={clsx('text-[12px]', !mine && 'opacity-0 group-hover:opacity-60')} />
        </Link>
      ) : (
        header
      )}
    </th>
  );
}
