import { useState } from 'react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { stageName } from '~/features/opportunities/rules';
import type { BoardProps } from './board';
import { Card, stageIn } from './card';
import { ColumnFoot } from './column';

/** Stage pills with their totals, and the cards of the chosen stage. */
export function PhoneBoard({ data, columns, setting }: BoardProps) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const fullest = columns.find(({ rows }) => rows.length > 0) ?? columns[0];
  const [chosen, setChosen] = useState(fullest?.stage.id);
  const column = columns.find(({ stage }) => stage.id === chosen) ?? fullest;
  if (!column) return null;
  return (
    <div>
      <div role="tablist" aria-label={t('opportunity.stage')} className="strip flex gap-2 px-4 py-2">
        {columns.map(({ stage, sum }) => (
          <button
            key={stage.id}
            type="button"
            role="tab"
            aria-selected={stage.id === column.stage.id}
            onClick={() => setChosen(stage.id)}
            className="flex min-h-12 shrink-0 flex-col items-start justify-center rounded-xl border border-line bg-surface px-3.5 py-1 text-left aria-selected:border-brand aria-selected:bg-brand-soft aria-selected:text-brand-ink"
          >
            <span className="text-sm font-medium">
              {stageName(stage, locale)} <span className="num font-normal">{f.number(sum.count)}</span>
            </span>
            <span className="num text-xs text-ink-2">{f.money(sum.totalFen)}</span>
          </button>
        ))}
      </div>
      <div role="tabpanel" className="grid grid-cols-[minmax(0,1fr)] gap-3 px-4 pb-6">
        {column.rows.map((row) => (
          <Card key={row.id} row={row} stage={stageIn(data, row, column)} setting={setting} />
        ))}
        <ColumnFoot key={column.stage.id} column={column} capped={data.sums.capped} />
      </div>
    </div>
  );
}
