import { useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { IconButton } from '~/ui/button';
import { type SortableColumn, SortLinks } from '~/ui/data-table/sort-links';
import {
  Bookmark,
  CalendarClock,
  Download,
  Ellipsis,
  FileSpreadsheet,
  type Icon,
  List,
  ListChecks,
  Pencil,
  X,
} from '~/ui/icons';
import { Link } from '~/ui/link';
import { withParams } from '~/ui/params';
import { Sheet } from '~/ui/sheet';
import { ColumnTicks } from '../views/column-choice';
import { UpdateView } from '../views/update-view';
import type { ColumnsChosen } from '../views/use-columns';
import { type ListInHand, useListLinks } from './list-links';

type ListSheetProps = ListInHand & {
  /** What can be sorted by, and how it is sorted. */
  sorts?: SortableColumn[];
  sort?: string | null;
  /** What the cards show. */
  choice?: ColumnsChosen;
  /** Several rows can be changed at once. */
  selectable?: boolean;
};

/** On the phone, what the head and the heads of the columns offer on the desk (`ListActions`), within reach of a thumb. */
export function ListSheet({ sorts = [], sort, choice, selectable = false, ...list }: ListSheetProps) {
  const t = useT();
  const { search } = useLocation();
  const to = useListLinks(list);
  const { view, mayExport } = list;
  return (
    <Sheet
      label={t('list.options')}
      icon={Ellipsis}
      param="options"
      noScript={t('list.show_options')}
      className="sm:hidden"
    >
      {(close) => (
        <div className="grid gap-4">
          <div className="-my-2 flex items-center">
            <p className="flex-1 truncate text-lg font-semibold">
              {view ? t('view.in_use', { name: view.name }) : t('list.options')}
            </p>
            <IconButton icon={X} label={t('common.close')} onClick={close} className="-mr-2" />
          </div>
          {selectable && (
            <Entry icon={ListChecks} to={withParams(search, { select: '1', options: null })} stay>
              {t('list.select')}
            </Entry>
          )}
          {sorts.length > 0 && (
            <Group title={t('list.sort')}>
              <SortLinks columns={sorts} sort={sort} />
            </Group>
          )}
          {choice && choice.choosable.length > 0 && (
            <Group title={t('list.facts')}>
              <ColumnTicks choice={choice} className="grid grid-cols-2 gap-x-3" />
            </Group>
          )}
          <Group title={t('list.view')}>
            {view?.mayUpdate && to.isChanged && <UpdateView view={view} query={to.query} variant="primary" block />}
            <Entry icon={Bookmark} to={to.save}>
              {t(view ? 'view.save_as' : 'view.save')}
            </Entry>
            {view?.isMine && (
              <Entry icon={Pencil} to={`/views/${view.id}`}>
                {t('view.edit')}
              </Entry>
            )}
            <Entry icon={List} to="/views">
              {t('view.title')}
            </Entry>
          </Group>
          {mayExport && (
            <Group title={t('list.export')}>
              <Entry icon={Download} to={to.csv} file>
                {t('list.export_csv')}
              </Entry>
              <Entry icon={FileSpreadsheet} to={to.xlsx} file>
                {t('list.export_xlsx')}
              </Entry>
              <Entry icon={CalendarClock} to={to.send}>
                {t('export.send')}
              </Entry>
            </Group>
          )}
        </div>
      )}
    </Sheet>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1 text-xs font-medium text-ink-3">{title}</h2>
      {children}
    </section>
  );
}

type EntryProps = { icon: Icon; to: string; file?: boolean; stay?: boolean; children: ReactNode };

function Entry({ icon: Icon, to, file = false, stay = false, children }: EntryProps) {
  return (
    <Link
      to={to}
      reloadDocument={file}
      preventScrollReset={stay}
      className="-mx-2 flex min-h-11 items-center gap-3 rounded-lg px-2 active:bg-sunken"
    >
      <Icon className="text-[18px] text-ink-2" />
      {children}
    </Link>
  );
}
