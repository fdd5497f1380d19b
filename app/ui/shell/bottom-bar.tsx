import { NavLink } from '@remix-run/react';
import clsx from 'clsx';
import { useRef } from 'react';
import { useT } from '~/core/i18n';
import { useCloseOutside } from '../close-outside';
import { Plus, UserRound } from '../icons';
import { Link } from '../link';
import type { Creation, Place } from './places';

/** The phone's five: two places, the big plus (where there is something to make), one place, me. Pages with their own bottom bar hide it. */
export function BottomBar({ places, creations }: { places: Place[]; creations: Creation[] }) {
  const t = useT();
  const [first, second, third] = places;
  return (
    <nav
      aria-label={t('shell.places')}
      className={clsx(
        'fixed inset-x-0 bottom-0 z-30 grid border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden print:hidden [body:has([data-bottom-bar])_&]:hidden',
        creations.length > 0 ? 'grid-cols-5' : 'grid-cols-4',
      )}
    >
      <Spot place={first} />
      <Spot place={second} />
      {creations.length > 0 && <Creator creations={creations} />}
      <Spot place={third} />
      <Spot place={{ to: '/settings', label: t('shell.me'), icon: UserRound }} />
    </nav>
  );
}

function Spot({ place }: { place?: Place }) {
  if (!place) return <span />;
  const { to, label, icon: Icon } = place;
  return (
    <NavLink
      to={to}
      prefetch="intent"
      className={({ isActive }) =>
        clsx(
          'flex h-15 flex-col items-center justify-center gap-0.5 text-2xs',
          isActive ? 'font-semibold text-brand-ink' : 'text-ink-2',
        )
      }
    >
      <Icon className="text-[22px]" />
      {label}
    </NavLink>
  );
}

function Creator({ creations }: { creations: Creation[] }) {
  const t = useT();
  const sheet = useRef<HTMLDetailsElement>(null);
  useCloseOutside(sheet);
  return (
    <details ref={sheet} className="group flex justify-center">
      <summary
        aria-label={t('shell.new')}
        className="relative z-50 mx-auto -mt-4 flex size-14 items-center justify-center rounded-full bg-brand text-on-brand shadow-pop ring-4 ring-surface"
      >
        <Plus className="text-[26px] transition-transform group-open:rotate-45" />
      </summary>
      <div
        aria-hidden="true"
        onClick={() => sheet.current?.removeAttribute('open')}
        className="fixed inset-0 -z-10 bg-black/40 animate-fade"
      />
      <div className="fixed inset-x-0 bottom-0 z-40 rounded-t-2xl bg-surface p-4 pb-[calc(84px+env(safe-area-inset-bottom))] shadow-sheet animate-rise">
        <ul className="grid grid-cols-2 gap-2.5">
          {creations.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                className="flex h-14 items-center gap-3 rounded-xl border border-line px-4 font-medium active:bg-sunken"
              >
                <Icon className="text-[20px] text-brand-ink" />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
