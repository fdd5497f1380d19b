import { useState } from 'react';
import { useT } from '~/core/i18n';
import type { Criterion } from '~/features/opportunities/criteria';
import { Button } from '~/ui/button';
import { Plus } from '~/ui/icons';
import { CriterionRow } from './criterion-row';
import { type RowValues, rowsOf } from './row-values';

const isTree = (value: unknown): value is RowValues => typeof value === 'object' && value !== null;
type Row = { n: number; start: RowValues };

/** The criteria of a stage, one a line; a line without a kind counts as none, so that one is always there to be filled. */
export function CriterionRows({ criteria, typed }: { criteria: Criterion[]; typed: unknown }) {
  const t = useT();
  const [rows, setRows] = useState<Row[]>(() => {
    const given = Array.isArray(typed) ? typed.filter(isTree) : [...rowsOf(criteria), {}];
    return given.map((start, n) => ({ n, start }));
  });
  const add = () => setRows([...rows, { n: Math.max(-1, ...rows.map((row) => row.n)) + 1, start: {} }]);
  // the server names what is wrong by the place of the line among those it was sent
  const order = rows.map((row) => row.n).sort((a, b) => a - b);
  return (
    <div className="grid gap-2">
      <p className="text-xs text-ink-3">{t('process.join_hint')}</p>
      {rows.map((row, place) => (
        <CriterionRow
          key={row.n}
          n={row.n}
          sentAs={order.indexOf(row.n)}
          place={place}
          start={row.start}
          onRemove={() => setRows(rows.filter((one) => one !== row))}
        />
      ))}
      <Button icon={Plus} size="sm" onClick={add} className="w-fit noscript:hidden">
        {t('process.add_criterion')}
      </Button>
    </div>
  );
}
