import { type ComponentType, createContext, lazy, Suspense, useContext } from 'react';
import { useT } from '~/core/i18n';
import type { SortableColumn } from '~/ui/data-table/sort-links';
import { Ellipsis } from '~/ui/icons';
import { Sheet } from '~/ui/sheet';
import type { ColumnsChosen } from '../views/use-columns';
import type { ListInHand } from './list-links';

export type ListSheetProps = ListInHand & {
  /** What can be sorted by, and how it is sorted. */
  sorts?: SortableColumn[];
  sort?: string | null;
  /** What the cards show. */
  choice?: ColumnsChosen;
  /** Several rows can be changed at once. */
  selectable?: boolean;
};
type Body = ComponentType<ListSheetProps & { close: () => void }>;

const load = () => import('./list-sheet-body');
const LazyBody: Body = lazy(load);
/** What the sheet holds, where it cannot be waited for: the server draws it into the page asked for before JavaScript. */
export const ListSheetBodyContext = createContext<Body>(LazyBody);

/** On the phone, what the head and the heads of the columns offer on the desk (`ListActions`), within reach of a thumb. */
export function ListSheet(list: ListSheetProps) {
  const t = useT();
  const Body = useContext(ListSheetBodyContext);
  return (
    <Sheet
      label={t('list.options')}
      icon={Ellipsis}
      param="options"
      noScript={t('list.show_options')}
      className="sm:hidden"
      onNear={load}
    >
      {(close) => (
        <Suspense fallback={null}>
          <Body {...list} close={close} />
        </Suspense>
      )}
    </Sheet>
  );
}
