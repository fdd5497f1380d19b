import { Fragment } from 'react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { stageGroups } from '~/features/opportunities/board-columns';
import { type Stage, stageName } from '~/features/opportunities/rules';
import { monthQuery } from '~/features/review/rules';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { None } from '~/ui/value';

type Cell = { stageId: number; month: string; count: number; fen: number };
type Placed = Stage & { pipelineCode: string; pipelineName: string; pipelineNameEn: string; pipelineVersion: number };

/** A line for each stage of the pipelines that have open deals, its versions together; the first of a pipeline names it. */
export function stageRows(stages: Placed[], months: (Cell & { type: string })[]) {
  const used = new Set(months.flatMap(({ stageId, type }) => (type === 'open' ? [stageId] : [])));
  const open = stageGroups(stages).filter(({ stage }) => stage.type === 'open');
  const codes = [...new Set(open.filter(({ ids }) => ids.some((id) => used.has(id))).map((g) => g.stage.pipelineCode))];
  return codes.flatMap((code) =>
    open
      .filter(({ stage }) => stage.pipelineCode === code)
      .map(({ stage: { name, nameEn, pipelineName, pipelineNameEn }, ids }, at) => ({
        ids,
        name,
        nameEn,
        pipeline: codes.length > 1 && at === 0 ? { name: pipelineName, nameEn: pipelineNameEn || pipelineName } : null,
      })),
  );
}

/** Open sums by stage and expected month; each cell leads to its rows. */
export function StageMonths({
  unitId,
  rows,
  months,
  columns,
  day,
}: {
  unitId: number;
  rows: ReturnType<typeof stageRows>;
  months: Cell[];
  columns: string[];
  day: string;
}) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
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
            {rows.map(({ ids, pipeline, ...names }) => (
              <Fragment key={ids.join()}>
                {pipeline && (
                  <tr className="border-t border-line">
                    <th
                      scope="rowgroup"
                      colSpan={keys.length + 1}
                      className="px-4 pt-3 pb-1 text-left text-xs font-medium text-ink-3"
                    >
                      {stageName(pipeline, locale)}
                    </th>
                  </tr>
                )}
                <tr className="border-t border-line">
                  <th scope="row" className="px-4 py-2 text-left font-normal whitespace-nowrap">
                    {stageName(names, locale)}
                  </th>
                  {keys.map((key) => {
                    const cells = months.filter((m) => ids.includes(m.stageId) && m.month === key);
                    const to = `/opportunities?shape=list&unit=${unitId}&stage=${ids}&${monthQuery(key, day)}`;
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
              </Fragment>
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
