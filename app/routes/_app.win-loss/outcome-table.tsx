import { useFormat, useT } from '~/core/i18n';
import { type OutcomeRow, winRate } from '~/features/outcomes/rules';
import { EmptyState } from '~/ui/empty-state';
import { Trophy } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';

type OutcomeTableProps = {
  rows: OutcomeRow[];
  heading: string;
  nameOf: (key: string | null) => string;
  toOf: (key: string | null) => string;
};

/** A line per reason, product, industry or competitor; each narrows the deals below to itself. */
export function OutcomeTable({ rows, heading, nameOf, toOf }: OutcomeTableProps) {
  const t = useT();
  const f = useFormat();
  if (!rows.length)
    return (
      <EmptyState icon={Trophy} title={t('win_loss.empty')}>
        {t('win_loss.empty_hint')}
      </EmptyState>
    );
  const most = Math.max(...rows.map((row) => row.wonFen + row.lostFen), 1);
  const number = 'num px-3 py-2 text-right whitespace-nowrap';
  return (
    <table className="w-full">
      <caption className="sr-only">{t('win_loss.title')}</caption>
      <thead className="text-xs text-ink-3 [&_th]:font-normal">
        <tr>
          <th scope="col" className="px-3 py-2 text-left">
            {heading}
          </th>
          <th scope="col" className={`${number} max-sm:hidden`}>
            {t('win_loss.won_n')}
          </th>
          <th scope="col" className={number}>
            {t('win_loss.won_amount')}
          </th>
          <th scope="col" className={`${number} max-sm:hidden`}>
            {t('win_loss.lost_n')}
          </th>
          <th scope="col" className={number}>
            {t('win_loss.lost_amount')}
          </th>
          <th scope="col" className={`${number} max-sm:hidden`}>
            {t('win_loss.rate')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const rate = winRate(row);
          return (
            <tr key={row.key ?? 'none'} className="border-t border-line">
              <th scope="row" className="px-3 py-2 text-left font-medium">
                <Link to={toOf(row.key)} className="block text-brand-ink max-sm:min-h-9">
                  {nameOf(row.key)}
                  {rate !== null && <span className="num ml-2 text-xs text-ink-3 sm:hidden">{f.percent(rate)}</span>}
                  <span className="mt-1 flex h-1.5 w-full max-w-60 gap-px" aria-hidden="true">
                    <span className="rounded-l-full bg-ok" style={{ width: `${(row.wonFen / most) * 100}%` }} />
                    <span className="rounded-r-full bg-bad" style={{ width: `${(row.lostFen / most) * 100}%` }} />
                  </span>
                </Link>
              </th>
              <td className={`${number} max-sm:hidden`}>{f.number(row.won)}</td>
              <td className={number}>
                <Money fen={row.wonFen} />
              </td>
              <td className={`${number} max-sm:hidden`}>{f.number(row.lost)}</td>
              <td className={number}>
                <Money fen={row.lostFen} />
              </td>
              <td className={`${number} max-sm:hidden`}>{rate === null ? '–' : f.percent(rate)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
