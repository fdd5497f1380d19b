import { useSearchParams } from '@remix-run/react';
import { useEffect, useState } from 'react';
import type { Column } from '~/ui/data-table';
import { useNarrow } from '~/ui/narrow';
import { readColumns } from './rules';

/** What the cards of a list know to draw: of the columns those usually drawn, and those that always are. */
export type CardColumns = { usual: string[]; always?: string[] };

/**
 * Which columns a list shows: those just ticked, else those the address names, so that a saved view brings its own,
 * else those last ticked in this browser, else the usual ones. `columns` is what the table gets; `chosen` what a view has to keep,
 * null for the usual ones. On the phone the same is asked of the cards: `shows` tells whether they draw one of their
 * own, `facts` are the columns to be added to them.
 */
export function useColumns<Row>(list: string, columns: Column<Row>[], card: CardColumns) {
  const [params] = useSearchParams();
  const narrow = useNarrow();
  const key = narrow ? `cols:${list}:card` : `cols:${list}`;
  const [kept, setKept] = useState<string[] | null>(null);
  useEffect(() => {
    setKept(localStorage.getItem(key)?.split(',') ?? null);
  }, [key]);
  // what is ticked on a saved view stays with it, and does not change the plain list
  const said = params.get('cols') ?? params.get('view');
  const [ticked, setTicked] = useState<{ on: string | null; ids: string[] } | null>(null);

  const choosable = columns
    .filter(({ id, hideable }) => hideable && !(narrow && card.always?.includes(id)))
    .map(({ id, header, extra }) => ({ id, header, extra }));
  const isUsual = narrow
    ? ({ id }: { id: string }) => card.usual.includes(id)
    : ({ extra }: { extra?: boolean }) => !extra;
  const usual = choosable.filter(isUsual).map(({ id }) => id);
  const areUsual = (ids: string[]) => ids.join() === usual.join();
  const wanted = (ticked && ticked.on === said ? ticked.ids : (readColumns(params) ?? (said ? null : kept))) ?? usual;
  const shown = choosable.map(({ id }) => id).filter((id) => wanted.includes(id));

  function toggle(id: string) {
    const ids = choosable.map((one) => one.id).filter((one) => shown.includes(one) !== (one === id));
    setTicked({ on: said, ids });
    if (said !== null) return;
    if (areUsual(ids)) localStorage.removeItem(key);
    else localStorage.setItem(key, ids.join(','));
  }

  return {
    columns: columns
      .filter((column) => !column.hideable || shown.includes(column.id))
      .map((column) => ({ ...column, hideable: false })),
    choosable,
    shown,
    shows: (id: string) => shown.includes(id),
    facts: columns.filter(({ id }) => shown.includes(id) && !card.usual.includes(id)),
    sorts: columns.filter(({ sortable }) => sortable),
    chosen: areUsual(shown) ? null : shown.join(',') || 'none',
    toggle,
  };
}
export type ColumnsChosen = Pick<ReturnType<typeof useColumns>, 'choosable' | 'shown' | 'toggle'>;
/** What a card is told of the choice. */
export type CardChoice<Row> = Pick<ReturnType<typeof useColumns<Row>>, 'shows' | 'facts'>;
