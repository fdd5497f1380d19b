import clsx from 'clsx';
import type { ReactNode } from 'react';
import { ChevronRight } from './icons';

type FoldProps = { title: ReactNode; open?: boolean; className?: string; children: ReactNode };

/** Folded away until asked for; it works before JavaScript. */
export function Fold({ title, open, className, children }: FoldProps) {
  return (
    <details open={open} className={clsx('group/fold', className)}>
      <summary className="flex min-h-9 cursor-pointer items-center gap-1.5 max-sm:min-h-11">
        <ChevronRight className="shrink-0 text-ink-3 transition-transform group-open/fold:rotate-90" />
        {title}
      </summary>
      {children}
    </details>
  );
}
