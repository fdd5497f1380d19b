import clsx from 'clsx';
import { lazy, Suspense, useState } from 'react';
import { type ButtonProps, IconButton } from './button';
import { useHydrated } from './hydrated';
import { Ellipsis, type Icon } from './icons';
import { Link } from './link';

export type MenuEntry =
  | 'line'
  | {
      label: string;
      icon?: Icon;
      keys?: string;
      danger?: boolean;
      to?: string;
      /** It is fetched by the browser itself, as a file is. */
      reload?: boolean;
      onSelect?: () => void;
      post?: { action: string; fields?: Record<string, string | number> };
    };

type MenuProps = {
  label: string;
  icon?: Icon;
  items: MenuEntry[];
  /** Where the button leads without JavaScript. */
  fallbackTo?: string;
  variant?: ButtonProps['variant'];
};

const load = () => import('./menu-list');
const MenuList = lazy(load);

/** A plain button until it is used, so that a row of a list may have one. */
export function Menu({ label, icon: Icon = Ellipsis, items, fallbackTo, variant }: MenuProps) {
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  if (!hydrated && fallbackTo) {
    return (
      <Link
        to={fallbackTo}
        aria-label={label}
        className={clsx('inline-flex size-8 items-center justify-center rounded-md text-ink-2 max-sm:size-11')}
      >
        <Icon className="text-[16px]" />
      </Link>
    );
  }
  return (
    <span className="relative inline-flex">
      <IconButton
        icon={Icon}
        label={label}
        variant={variant}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Suspense fallback={null}>
          <MenuList label={label} items={items} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </span>
  );
}
