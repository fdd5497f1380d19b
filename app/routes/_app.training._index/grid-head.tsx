import clsx from 'clsx';
import { useFormat, useT } from '~/core/i18n';
import type { GapCost, MatrixColumn } from '~/features/certification/matrix';
import { nameIn } from '~/features/certification/named';
import { Link } from '~/ui/link';

export const headHeight = 104;
export type Shown = { column: MatrixColumn; index: number; left: number };

type Head = {
  shown: Shown[];
  columns: MatrixColumn[];
  coverage: (number | null)[];
  costs: Record<string, GapCost>;
  width: number;
  nameWidth: number;
  cellWidth: number;
  people: number;
};

/** The certificates by family, each with how many of those who need it hold it and what its want costs. */
export function GridHead({ shown, columns, coverage, costs, width, nameWidth, cellWidth, people }: Head) {
  const t = useT();
  const f = useFormat();
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div
      role="rowgroup"
      className="sticky top-0 z-20 border-b border-line bg-sunken"
      style={{ width, height: headHeight }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
      <div role="row" aria-rowindex={1} className="relative size-full">
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
        <div
          role="columnheader"
          aria-colindex={1}
          className="sticky left-0 z-10 flex h-full items-end border-r border-line bg-sunken px-4 pb-2.5 text-xs text-ink-2"
          style={{ width: nameWidth }}
        >
          {t('matrix.people', { n: people })}
        </div>
        {shown.map(({ column, index, left }) => {
          const share = coverage[index] ?? null;
          const cost = costs[column.code];
          const isFirst = columns[index - 1]?.family !== column.family;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the grid
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
            <div
              key={column.code}
              role="columnheader"
              aria-colindex={index + 2}
              className={clsx(
                'absolute inset-y-0 flex flex-col justify-end gap-1 px-2 pb-2',
                isFirst && index > 0 && 'border-l border-line',
              )}
              style={{ left, width: cellWidth }}
            >
              {isFirst && (
                <span className="absolute top-1.5 left-2 text-xs whitespace-nowrap text-ink-3">
                  {t(`certificate.family.${column.family}`)}
                </span>
              )}
              <span
                className="line-clamp-2 text-center text-xs leading-4 font-semibold"
                title={nameIn(f.locale, column)}
              >
                {nameIn(f.locale, column)}
              </span>
              <span className="flex h-4 items-center gap-1.5 text-2xs text-ink-2">
                {share === null ? (
                  <span className="mx-auto text-ink-3">—</span>
                ) : (
                  <>
                    <span aria-hidden className="h-1 flex-1 overflow-hidden rounded-full bg-line">
                      <span
                        className={clsx('block h-full rounded-full', share < 0.6 ? 'bg-warn' : 'bg-ok')}
                        style={{ width: `${share * 100}%` }}
                      />
                    </span>
                    <span className="num">{f.percent(share)}</span>
                  </>
                )}
              </span>
              <span className="num h-4 truncate text-center text-2xs text-bad-ink">
                {cost && (
                  <Link
                    to={`/training/gaps?code=${encodeURIComponent(column.code)}`}
                    className="hover:underline"
                    tabIndex={-1}
                    title={t('matrix.blocked_title', { n: cost.count, amount: f.money(cost.fen) })}
                  >
                    {t('matrix.blocked', { amount: f.money(cost.fen) })}
                  </Link>
                )}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
