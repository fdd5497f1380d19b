import { useLocation } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { ButtonLink } from '~/ui/button';
import { Bookmark } from '~/ui/icons';
import { withParams } from '~/ui/params';
import { type ViewPage, viewQuery } from './rules';

type SaveViewProps = {
  page: ViewPage;
  /** The columns shown, when they are not the usual ones. */
  columns?: string | null;
};

/** Leads to the form that keeps the list as it stands: its filters, its order, its columns. */
export function SaveView({ page, columns = null }: SaveViewProps) {
  const t = useT();
  const { search } = useLocation();
  const query = viewQuery(withParams(search, { cols: columns }));
  return (
    <ButtonLink
      to={`/views/new?${new URLSearchParams({ page, query })}`}
      icon={Bookmark}
      variant="ghost"
      className="max-md:hidden"
    >
      {t('view.save')}
    </ButtonLink>
  );
}
