import { NavLink } from '@remix-run/react';
import clsx from 'clsx';
import { useState } from 'react';
import { useT } from '~/core/i18n';
import { Count } from '../badge';
import { Bookmark, PanelLeftClose, PanelLeftOpen, Search } from '../icons';
import { Kbd } from '../kbd';
import { Link } from '../link';
import { Bell } from './bell';
import { Logo } from './logo';
import { PersonMenu } from './person-menu';
import type { Person, Place, SavedView } from './places';

type RailProps = { places: Place[]; views: SavedView[]; person: Person; notices: number; onSearch: () => void };

const item =
  'flex h-8.5 items-center gap-2.5 rounded-md px-2.5 text-nav-ink transition-colors hover:bg-sunken hover:text-ink';

/** Desktop 208 px; on the tablet 56 px of icons that open over the page. */
export function Rail({ places, views, person, notices, onSearch }: RailProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const wide = open ? '' : 'max-lg:hidden';
  const named = open ? '' : 'max-lg:sr-only';
  return (
    <header className="sticky top-0 z-30 h-dvh max-sm:hidden sm:max-lg:w-14 print:hidden">
      <div
        className={clsx(
          'flex h-full flex-col border-r border-line bg-nav lg:w-52',
          open ? 'w-52 shadow-pop lg:shadow-none' : 'w-14',
        )}
      >
        <div className="flex h-14 shrink-0 items-center gap-2.5 px-3">
          <Link to="/" className="flex min-w-0 items-center gap-2.5">
            <Logo className="size-7.5 shrink-0" />
            <span className={clsx('min-w-0', named)}>
              <span className="block text-base leading-5 font-semibold">{t('common.product')}</span>
              <span className="block truncate text-2xs text-ink-3">{person.unit}</span>
            </span>
          </Link>
          <Bell count={notices} className={clsx('ml-auto size-8', wide)} />
        </div>
        <div className={clsx('flex justify-center pb-1 lg:hidden', open && 'hidden')}>
          <Bell count={notices} className="size-9" />
        </div>
        <div className="px-3 pb-2 max-lg:px-2">
          <Link
            to="/search"
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              onSearch();
            }}
            className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-xs text-ink-3 shadow-card hover:border-line-strong"
          >
            <Search className="text-[15px]" />
            <span className={clsx('min-w-0 flex-1 truncate', named)}>{t('shell.search_or_command')}</span>
            <span className={wide}>
              <Kbd>⌘K</Kbd>
            </span>
          </Link>
        </div>
        <nav aria-label={t('shell.places')} className="min-h-0 flex-1 overflow-y-auto px-2 [scrollbar-width:thin]">
          <ul className="grid">
            {places.map(({ to, label, icon: Icon, badge }) => (
              <li key={to}>
                <NavLink
                  to={to}
                  prefetch="intent"
                  title={label}
                  className={({ isActive }) => clsx(item, isActive && '!bg-nav-active font-semibold !text-brand-ink')}
                >
                  <Icon className="text-[17px]" />
                  <span className={clsx('truncate', open ? '' : 'max-lg:sr-only')}>{label}</span>
                  {badge ? (
                    <span className={clsx('ml-auto', wide)}>
                      <Count n={badge} />
                    </span>
                  ) : null}
                </NavLink>
              </li>
            ))}
          </ul>
          {views.length > 0 && (
            <div className={wide}>
              <h2 className="px-2.5 pt-5 pb-1 text-2xs text-ink-3">{t('shell.saved_views')}</h2>
              <ul className="grid">
                {views.map((view) => (
                  <li key={view.id}>
                    <Link to={view.to} className={clsx(item, '!h-7.5')}>
                      <Bookmark className="text-[14px]" />
                      <span className="truncate">{view.name}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </nav>
        <button
          type="button"
          aria-expanded={open}
          aria-label={open ? t('shell.collapse') : t('shell.expand')}
          onClick={() => setOpen(!open)}
          className={clsx(item, 'mx-2 mb-1 lg:hidden')}
        >
          {open ? <PanelLeftClose className="text-[17px]" /> : <PanelLeftOpen className="text-[17px]" />}
        </button>
        <PersonMenu person={person} wide={wide} />
      </div>
    </header>
  );
}
