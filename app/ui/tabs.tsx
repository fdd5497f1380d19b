import { NavLink } from '@remix-run/react';
import clsx from 'clsx';
import type { ReactNode } from 'react';

type Tab = { to: string; label: string; count?: ReactNode; end?: boolean; active?: boolean };

/** Tabs are links: each has an address. Give `active` when they differ by a search parameter only. */
export function Tabs({ label, items }: { label: string; items: Tab[] }) {
  return (
    <nav aria-label={label} className="strip flex h-full min-h-11 gap-5">
      {items.map(({ to, label: word, count, end, active }) => (
        <NavLink
          key={to}
          to={to}
          end={end}
          prefetch="intent"
          preventScrollReset
          aria-current={active === false ? 'false' : 'page'}
          className={({ isActive }) =>
            clsx(
              'flex shrink-0 items-center gap-1 border-b-2 whitespace-nowrap',
              (active ?? isActive)
                ? 'border-brand font-semibold text-brand-ink'
                : 'border-transparent text-ink-2 hover:text-ink',
            )
          }
        >
          {word}
          {count !== undefined && <span className="num text-xs font-normal text-ink-3">{count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}
