import { useT } from '~/core/i18n';
import type { KeptRow } from '~/features/visits/queries/kept.server';
import { type CommitmentShow, keptRate } from '~/features/visits/rules';
import { Link } from '~/ui/link';
import { None } from '~/ui/value';

type KeptTableProps = { rows: KeptRow[]; days: string; since: string };
const shown = [
  ['onTime', 'on_time'],
  ['late', 'late'],
  ['broken', 'broken'],
  ['overdue', 'overdue'],
] as const;

/** How much of what was promised was kept, part by part; every number opens its rows. */
export function KeptTable({ rows, days, since }: KeptTableProps) {
  const t = useT();
  const total = (key: 'onTime' | 'late' | 'broken' | 'overdue') => rows.reduce((sum, row) => sum + row[key], 0);
  const all = keptRate({ onTime: total('onTime'), late: total('late'), broken: total('broken') });
  const to = (row: KeptRow, show: CommitmentShow) =>
    `/commitments?${new URLSearchParams({
      reach: 'team',
      show,
      side: 'ours',
      unit: String(row.unitId),
      since,
      ...(row.isSelf && { alone: '1' }),
    })}`;
  return (
    <div className="overflow-x-auto rounded-[10px] border border-line bg-surface shadow-card max-sm:rounded-2xl">
      <table className="num w-full text-right [&_td]:px-4 [&_td]:py-2.5 [&_th]:px-4 [&_th]:py-2.5 max-sm:[&_td]:px-2 max-sm:[&_th]:px-2">
        <caption className="sr-only">{t('commitment.kept')}</caption>
        <thead className="text-xs text-ink-3 [&_th]:font-normal">
          <tr>
            <th scope="col" className="text-left">
              {t('commitment.unit')}
            </th>
            {shown.map(([key, show]) => (
              <th key={key} scope="col">
                {t(`commitment.show.${show}`)}
              </th>
            ))}
            <th scope="col">{t('commitment.rate')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.unitId}${row.isSelf}`} className="border-t border-line">
              <th scope="row" className="text-left font-medium">
                {row.hasParts ? (
                  <Link to={`/commitments/kept?unit=${row.unitId}&days=${days}`} className="hover:underline">
                    {row.name}
                  </Link>
                ) : row.isSelf ? (
                  t('commitment.unit_self', { name: row.name })
                ) : (
                  row.name
                )}
              </th>
              {shown.map(([key, show]) => (
                <td key={key}>
                  {row[key] ? (
                    <Link to={to(row, show)} className="text-brand-ink hover:underline max-sm:inline-block max-sm:py-2">
                      {row[key]}
                    </Link>
                  ) : (
                    0
                  )}
                </td>
              ))}
              <td className="font-semibold">{row.rate === null ? <None /> : `${row.rate}%`}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line-strong font-semibold">
            <th scope="row" className="text-left">
              {t('common.total')}
            </th>
            {shown.map(([key]) => (
              <td key={key}>{total(key)}</td>
            ))}
            <td>{all === null ? <None /> : `${all}%`}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
