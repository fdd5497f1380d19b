import type { ReactNode } from 'react';
import { Building2, ChevronRight } from '~/ui/icons';
import { Link } from '~/ui/link';

type AccountRowProps = { to: string; name: string; children?: ReactNode };

/** An account to choose, with what speaks for it. */
export const AccountRow = ({ to, name, children }: AccountRowProps) => (
  <li>
    <Link
      to={to}
      prefetch="intent"
      className="flex min-h-11 items-center gap-3 px-3 py-2 hover:bg-sunken max-sm:min-h-13 max-sm:px-4"
    >
      <Building2 className="text-[16px] text-ink-3" />
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      {children && <span className="shrink-0 text-xs text-ink-3">{children}</span>}
      <ChevronRight className="text-[16px] text-ink-3" />
    </Link>
  </li>
);
