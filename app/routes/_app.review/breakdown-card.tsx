import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import type { ReviewRow } from '~/features/review/breakdown.server';
import { ChevronRight } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { BreakdownFigure } from './breakdown-table';

type BreakdownCardProps = { row: ReviewRow; name: ReactNode; to: string; figures: BreakdownFigure[] };

/** A line of the review on the phone: its name, and each figure leading to its rows. */
export function BreakdownCard({ row, name, to, figures }: BreakdownCardProps) {
  const t = useT();
  return (
    <div className="px-4 py-1.5">
      <Link to={to} className="flex min-h-11 items-center gap-2 font-medium active:bg-sunken">
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="shrink-0 text-sm font-normal text-ink-2">{t('review.deals', { n: row.openCount })}</span>
        <ChevronRight className="shrink-0 text-[16px] text-ink-3" />
      </Link>
      <div className="-mx-2 grid grid-cols-3">
        {figures.map(({ id, header, to, cell }) => (
          <Link
            key={id}
            to={to(row)}
            className="flex min-h-12 min-w-0 flex-col justify-center rounded-lg px-2 active:bg-sunken"
          >
            <span className="truncate text-xs text-ink-3">{header}</span>
            <span className="truncate font-medium">{cell(row)}</span>
          </Link>
        ))}
      </div>
    </div>
  );
}
