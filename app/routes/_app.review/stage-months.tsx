import { useFormat, useLocale, useT } from '~/core/i18n';
import { monthQuery } from '~/features/review/rules';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { None } from '~/ui/value';

type Stage = { id: number; name: string; nameEn: string; type: string };
type Cell = { stageId: number; month: string; count: number; fen: number };

/** Open sums by stage and expected month; each cell leads to its rows. */
export function StageMonths({
  unitId,
  stages,
  months,
  columns,
  day,
}: {
  unitId: number;
  stages: Stage[];
  months: Cell[];
  columns: string[];
  day: string;
}) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const open = stages.filter((s) => s.type === 'open');
  const keys = ['overdue', ...columns, 'later', 'none'];
  const sum = (cells: Cell[]) => cells.reduce((total, c) => total + c.fen, 0);
  const heading = (key: string) =>
    columns.includes(key) ? f.month(key.slice(0, 7)) : t(`review.month.${key as 'overdue' | 'later' | 'none'}`);
  return (
    <Card title={t('review.by_month')} padded={false}>
      <div className="relative overflow-x-auto">
        <table className="w-full min-w-140 text-sm">
          <thead>
            <tr className="text-xs text-ink-3">
              <th scope="col" className="px-4 py-2 text-left font-normal">
                {t('review.stage')}
              </th>
              {keys.map((key) => (
                <th key={key} scope="col" className="px-2 py-2 text-right font-normal whitespace-nowrap last:pr-4">
                  {heading(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {open.map((stage) => (
              <tr key={stage.id} className="border-t border-line">
                <th scope="row" className="px-4 py-2 text-left font-normal whitespace-nowrap">
                  {locale === 'en' ? stage.nameEn : stage.name}
                </th>
                {keys.map((key) => {
                  const cells = months.filter((m) => m.stageId === stage.id && m.month === key);
                  const to = `/opportunities?shape=list&unit=${unitId}&stage=${stage.id}&${monthQuery(key, day)}`;
                  return (
                    <td key={key} className="num px-2 py-2 text-right whitespace-nowrap last:pr-4">
                      {cells.length ? (
                        <Link
                          to={to}
                          className={key === 'overdue' ? 'text-bad-ink hover:underline' : 'hover:underline'}
                        >
                          {f.money(sum(cells))}
                        </Link>
                      ) : (
                        <None />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="border-t border-line-strong font-medium">
              <th scope="row" className="px-4 py-2 text-left font-medium">
                {t('review.sum')}
              </th>
              {keys.map((key) => (
                <td key={key} className="num px-2 py-2 text-right whitespace-nowrap last:pr-4">
                  {f.money(sum(months.filter((m) => m.month === key)))}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  );
}
