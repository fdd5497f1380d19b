import { useT } from '~/core/i18n';
import { ButtonLink } from '~/ui/button';
import { Bookmark, CalendarClock, Download, FileSpreadsheet } from '~/ui/icons';
import { Menu } from '~/ui/menu';
import { UpdateView } from '../views/update-view';
import { type ListInHand, useListLinks } from './list-links';

/** In the head of a list on the desk: keeping it as a view, and taking it away as a file. The phone has `ListSheet`. */
export function ListActions(list: ListInHand) {
  const t = useT();
  const to = useListLinks(list);
  const { view, mayExport } = list;
  return (
    <>
      {view?.mayUpdate && to.isChanged && (
        <UpdateView view={view} query={to.query} variant="ghost" className="max-md:hidden" />
      )}
      <ButtonLink to={to.save} icon={Bookmark} variant="ghost" className="max-md:hidden">
        {t(view ? 'view.save_as' : 'view.save')}
      </ButtonLink>
      {mayExport && (
        <span className="max-sm:hidden">
          <Menu
            label={t('common.export')}
            icon={Download}
            fallbackTo={to.csv}
            items={[
              { label: t('list.export_csv'), icon: Download, to: to.csv, reload: true },
              { label: t('list.export_xlsx'), icon: FileSpreadsheet, to: to.xlsx, reload: true },
              { label: t('export.send'), icon: CalendarClock, to: to.send },
            ]}
          />
        </span>
      )}
    </>
  );
}
