import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';

/** Waits a moment before it shows, so that fast answers do not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx('block animate-pulse rounded-md bg-line/70', className)} />;
}

function Announced({ children, className }: { children: ReactNode; className?: string }) {
  const t = useT();
  return (
    <div
      role="status"
      className={clsx('animate-fade [animation-delay:150ms] [animation-fill-mode:backwards]', className)}
    >
      <span className="sr-only">{t('common.loading')}</span>
      {children}
    </div>
  );
}

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

export function SkeletonTable({ rows = 8 }: { rows?: number }) {
  return (
    <Announced className="rounded-[10px] border border-line bg-surface">
      <div className="h-9 border-b border-line" />
      {times(rows).map((row) => (
        <div key={row} className="flex h-(--row) items-center gap-6 border-b border-line px-3 last:border-b-0">
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="h-3.5 w-1/5" />
          <Skeleton className="ml-auto h-3.5 w-16" />
        </div>
      ))}
    </Announced>
  );
}

export function SkeletonCards({ count = 3 }: { count?: number }) {
  return (
    <Announced className="grid gap-3">
      {times(count).map((card) => (
        <div key={card} className="grid gap-2 rounded-[10px] border border-line bg-surface p-3">
          <Skeleton className="h-4 w-3/5" />
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="h-3.5 w-4/5" />
        </div>
      ))}
    </Announced>
  );
}
