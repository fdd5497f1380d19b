import { type ReactNode, useRef } from 'react';
import { useT } from '~/core/i18n';
import { ChartDownload } from './download';

export type Datum = { label: string; value: number };
/** A table of more than one column: the first of each row names it. */
export type ChartTable = { head: string[]; rows: { key: string; cells: string[] }[] };

/** The finding in words, the picture, and the numbers for those who cannot or will not read the picture. */
export function ChartFrame({
  title,
  note,
  data = [],
  table,
  format = String,
  children,
}: {
  title: string;
  note?: ReactNode;
  data?: Datum[];
  table?: ChartTable;
  format?: (value: number) => string;
  children: ReactNode;
}) {
  const t = useT();
  const figure = useRef<HTMLElement>(null);
  const { head, rows } = table ?? {
    head: [t('common.item'), t('common.value')],
    rows: data.map(({ label, value }) => ({ key: label, cells: [label, format(value)] })),
  };
  return (
    <figure ref={figure} className="min-w-0">
      <figcaption className="mb-2">
        <span className="font-medium">{title}</span>
        {note && <span className="ml-2 text-xs text-ink-3">{note}</span>}
      </figcaption>
      {children}
      <div className="mt-1 flex flex-wrap items-start justify-between gap-x-4 text-xs text-ink-3">
        <details className="min-w-0 open:w-full">
          <summary className="inline-flex items-center hover:text-ink max-sm:min-h-11">{t('common.show_data')}</summary>
          <div className="overflow-x-auto">
            <table className="mt-1 w-full">
              <caption className="sr-only">{title}</caption>
              <thead>
                <tr>
                  {head.map((name, at) => (
                    <th key={name} scope="col" className={at ? 'pl-3 text-right font-medium' : 'text-left font-medium'}>
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ key, cells: [name, ...cells] }) => (
                  <tr key={key} className="border-t border-line">
                    <th scope="row" className="py-0.5 text-left font-normal">
                      {name}
                    </th>
                    {cells.map((cell, at) => (
                      <td key={head[at + 1]} className="num py-0.5 pl-3 text-right whitespace-nowrap">
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
        <ChartDownload name={title} figure={figure} />
      </div>
    </figure>
  );
}
