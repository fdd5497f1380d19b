import { createContext, useContext } from 'react';
import { useT } from '~/core/i18n';
import { Card } from '../card';
import { Bookmark, Search } from '../icons';
import { Link } from '../link';
import type { Place, SavedView } from './places';

/** What the shell was given, for the page that shows it whole. */
export const AllPlacesContext = createContext<{ places: Place[]; views: SavedView[] }>({ places: [], views: [] });

/** What the rail holds, for the phone, which has none: the search, every place, the saved views. */
export function AllPlaces() {
  const t = useT();
  const { places, views } = useContext(AllPlacesContext);
  return (
    <div className="grid gap-4 sm:hidden">
      <Link
        to="/search"
        className="flex h-12 items-center gap-2.5 rounded-xl border border-line bg-surface px-4 shadow-card active:bg-sunken"
      >
        <Search className="shrink-0 text-[18px] text-ink-3" />
        <span className="shrink-0 font-medium">{t('search.title')}</span>
        <span className="truncate text-xs text-ink-3">{t('search.placeholder')}</span>
      </Link>
      <Card padded={false}>
        <nav aria-label={t('shell.all_places')} className="p-2">
          <ul className="grid grid-cols-4">
            {places.map(({ to, label, icon: Icon }) => (
              <li key={to} className="min-w-0">
                <Link
                  to={to}
                  className="flex min-h-18 flex-col items-center justify-center gap-1.5 rounded-xl text-center text-2xs text-ink-2 active:bg-sunken"
                >
                  <Icon className="text-[22px] text-brand-ink" />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </Card>
      {views.length > 0 && (
        <Card title={t('shell.saved_views')} padded={false}>
          <ul className="divide-y divide-line border-t border-line">
            {views.map((view) => (
              <li key={view.id}>
                <Link to={view.to} className="flex min-h-12 items-center gap-3 px-4 active:bg-sunken">
                  <Bookmark className="shrink-0 text-[18px] text-ink-3" />
                  <span className="truncate">{view.name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
