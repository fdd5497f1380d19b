import clsx from 'clsx';
import type { ReactNode } from 'react';

type FigureTableProps = {
  label: string;
  heads: ReactNode[];
  rows: { key: string | number; cells: ReactNode[] }[];
  /** Columns that a phone does without. */
  wide?: number[];
};

const cell = 'px-2 py-1.5 first:pl-4 last:pr-4 max-sm:first:pl-4';

/** Names on the left, figures to the right of them. */
export function FigureTable({ label, heads, rows, wide = [] }: FigureTableProps) {
  const hidden = (column: number) => wide.includes(column) && 'max-sm:hidden';
  return (
    <div className="relative overflow-x-auto pb-1.5">
      <table className="w-full text-sm" aria-label={label}>
        <thead>
          <tr className="text-xs text-ink-3">
            {heads.map((head, at) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                key={at}
                scope="col"
                className={clsx(cell, 'font-normal whitespace-nowrap', at ? 'text-right' : 'text-left', hidden(at))}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...figures] }) => (
            <tr key={key} className="border-t border-line">
              <th scope="row" className={clsx(cell, 'min-w-32 text-left font-normal break-words max-sm:break-all')}>
                {name}
              </th>
              {figures.map((figure, at) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                  key={at}
                  className={clsx(cell, 'num text-right align-top whitespace-nowrap', hidden(at + 1))}
                >
                  {figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
