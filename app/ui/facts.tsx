import type { ReactNode } from 'react';

/** Labels left, as wide as the widest of them up to a third of a card, values right. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[fit-content(7.5rem)_minmax(0,1fr)] gap-0.5">{children}</dl>;
}

export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="col-span-2 grid min-h-7 grid-cols-subgrid items-baseline gap-2 py-0.5 max-sm:min-h-10 max-sm:py-1.5">
      <dt className="min-w-20 text-ink-3 max-sm:min-w-24">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
