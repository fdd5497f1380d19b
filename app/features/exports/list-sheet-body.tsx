import { useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { IconButton } from '~/ui/button';
import { SortLinks } from '~/ui/data-table/sort-links';
import { Bookmark, CalendarClock, Download, FileSpreadsheet, type Icon, List, ListChecks, Pencil, X } from '~/ui/icons';
import { Link } from '~/ui/link';
import { withParams } from '~/ui/params';
import { ColumnTicks } from '../views/column-choice';
import { UpdateView } from '../views/update-view';
import { useListLinks } from './list-links';
import type { ListSheetProps } from './list-sheet';

type BodyProps = ListSheetProps & { close: () => void };

/** What a list offers as a whole. Loaded when first asked for: import it lazily. */
export default function ListSheetBody({ sorts = [], sort, choice, selectable = false, close, ...list }: BodyProps) {
  const t = useT();
  const { search } = useLocation();
  const to = useListLinks(list);
  const { view, mayExport } = list;
  return (
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
