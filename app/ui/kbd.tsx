import clsx from 'clsx';
import type { ReactNode } from 'react';

export function Kbd({ children, onBrand = false }: { children: ReactNode; onBrand?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm px-1 font-sans text-2xs max-sm:hidden',
        onBrand ? 'bg-on-brand/20' : 'border border-line bg-surface text-ink-3',
      )}
    >
      {children}
    </span>
  );
}
