import { useSearchParams } from '@remix-run/react';
import { useEffect, useState } from 'react';
import type { Column } from '~/ui/data-table';
import { readColumns } from './rules';

/**
 * Which columns a list shows: those just ticked, else those the address names, so that a saved view brings its own,
 * else those last ticked in this browser, else the usual ones. `columns` is what the table gets; `chosen` what a view has to keep,
 * null for the usual ones.
 */
export function useColumns<Row>(list: string, columns: Column<Row>[]) {
  const [params] = useSearchParams();
  const key = `cols:${list}`;
  const [kept, setKept] = useState<string[] | null>(null);
  useEffect(() => {
    const stored = localStorage.getItem(key);
    if (stored !== null) setKept(stored.split(','));
  }, [key]);
  // what is ticked on a saved view stays with it, and does not change the plain list
  const said = params.get('cols') ?? params.get('view');
  const [ticked, setTicked] = useState<{ on: string | null; ids: string[] } | null>(null);

  const choosable = columns.filter((column) => column.hideable).map(({ id, header, extra }) => ({ id, header, extra }));
  const usual = choosable.filter((column) => !column.extra).map(({ id }) => id);
  const isUsual = (ids: string[]) => ids.join() === usual.join();
  const wanted = (ticked && ticked.on === said ? ticked.ids : (readColumns(params) ?? (said ? null : kept))) ?? usual;
  const shown = choosable.map(({ id }) => id).filter((id) => wanted.includes(id));

  function toggle(id: string) {
    const ids = choosable.map((one) => one.id).filter((one) => shown.includes(one) !== (one === id));
    setTicked({ on: said, ids });
    if (said !== null) return;
    if (isUsual(ids)) localStorage.removeItem(key);
    else localStorage.setItem(key, ids.join(','));
  }

  return {
    columns: columns
      .filter((column) => !column.hideable || shown.includes(column.id))
      .map((column) => ({ ...column, hideable: false })),
    choosable,
    shown,
    chosen: isUsual(shown) ? null : shown.join(',') || 'none',
    toggle,
  };
}
export type ColumnsChosen = Pick<ReturnType<typeof useColumns>, 'choosable' | 'shown' | 'toggle'>;
