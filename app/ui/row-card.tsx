import type { ReactNode } from 'react';

type RowCardProps = {
  title: ReactNode;
  sub?: ReactNode;
  right?: ReactNode;
  meta?: ReactNode;
  badge?: ReactNode;
  lead?: ReactNode;
};

/** A row of a list as the phone shows it. */
export function RowCard({ title, sub, right, meta, badge, lead }: RowCardProps) {
  return (
    <div className="flex min-h-15 items-center gap-3 px-4 py-3">
      {lead}
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
          {right && <span className="shrink-0 font-semibold">{right}</span>}
        </div>
        {(sub || badge) && (
          <div className="mt-0.5 flex items-center gap-2 text-sm text-ink-2">
            <span className="min-w-0 flex-1 truncate">{sub}</span>
            {badge && <span className="shrink-0">{badge}</span>}
          </div>
        )}
        {meta && <div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs text-ink-3">{meta}</div>}
      </div>
    </div>
  );
}
