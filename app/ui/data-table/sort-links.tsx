import { useLocation } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { ArrowDown, ArrowUp } from '../icons';
import { Link } from '../link';
import { withParams } from '../params';
import type { Column } from './columns';

export type SortableColumn = Pick<Column<unknown>, 'id' | 'header'>;

/** Both ways of every sortable column, where there are no heads to press. */
export function SortLinks({ columns, sort }: { columns: SortableColumn[]; sort?: string | null }) {
  const t = useT();
  const { search } = useLocation();
  const way = (wanted: string, label: string, Arrow: typeof ArrowUp) => (
    <Link
      to={withParams(search, { sort: wanted, after: null, before: null, options: null })}
      preventScrollReset
      aria-label={label}
      aria-current={sort === wanted ? 'true' : undefined}
      className="flex size-11 items-center justify-center rounded-lg text-ink-2 active:bg-sunken aria-[current]:bg-brand-soft aria-[current]:text-brand-ink"
    >
      <Arrow className="text-[18px]" />
    </Link>
  );
  return (
    <ul>
      {columns.map(({ id, header }) => (
        <li key={id} className="flex items-center gap-1">
          <span className="flex-1">{header}</span>
          {way(id, t('list.sort_up', { column: header }), ArrowUp)}
          {way(`-${id}`, t('list.sort_down', { column: header }), ArrowDown)}
        </li>
      ))}
    </ul>
  );
}
