import type { ReactNode } from 'react';

/** Labels left, values right. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid gap-0.5">{children}</dl>;
}

export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-baseline gap-2 py-0.5 max-sm:min-h-10 max-sm:py-1.5">
      <dt className="w-20 shrink-0 text-ink-3 max-sm:w-24">{label}</dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  );
}
