import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';

export type Datum = { label: string; value: number };

/** The finding in words, the picture, and the numbers for those who cannot or will not read the picture. */
export function ChartFrame({
  title,
  data,
  format,
  children,
}: {
  title: string;
  data: Datum[];
  format: (value: number) => string;
  children: ReactNode;
}) {
  const t = useT();
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 font-medium">{title}</figcaption>
      {children}
      <details className="mt-1 text-xs text-ink-3">
        <summary className="inline-flex items-center hover:text-ink max-sm:min-h-11">{t('common.show_data')}</summary>
        <table className="mt-1 w-full">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="text-left">
              <th scope="col" className="font-medium">
                {t('common.item')}
              </th>
              <th scope="col" className="text-right font-medium">
                {t('common.value')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ label, value }) => (
              <tr key={label} className="border-t border-line">
                <td className="py-0.5">{label}</td>
                <td className="num py-0.5 text-right">{format(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
