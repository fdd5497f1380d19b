import clsx from 'clsx';
import type { Icon } from './icons';
import { Link } from './link';

type View = { to: string; label: string; icon?: Icon; active: boolean };

/** One set of rows, several shapes. */
export function ViewSwitch({ label, items }: { label: string; items: View[] }) {
  return (
    <nav aria-label={label} className="flex gap-0.5 rounded-lg bg-sunken p-0.5">
      {items.map(({ to, label: word, icon: Icon, active }) => (
        <Link
          key={to}
          to={to}
          prefetch="intent"
          preventScrollReset
          aria-current={active ? 'page' : undefined}
          className={clsx(
            'flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm max-sm:h-11 max-sm:min-w-11 max-sm:justify-center',
            Icon && 'max-sm:w-11 max-sm:px-0',
            active ? 'bg-surface font-medium text-ink shadow-card dark:bg-raised' : 'text-ink-2 hover:text-ink',
          )}
        >
          {Icon && <Icon className="text-[15px] max-sm:text-[18px]" />}
          <span className={clsx(Icon && 'max-sm:sr-only')}>{word}</span>
        </Link>
      ))}
    </nav>
  );
}
