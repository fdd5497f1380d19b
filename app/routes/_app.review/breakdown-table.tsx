import { useT } from '~/core/i18n';
import type { ReviewRow } from '~/features/review/breakdown.server';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { RowCard } from '~/ui/row-card';
import { Money } from '~/ui/value';

const sumOf = (rows: ReviewRow[], key: 'openCount' | 'openFen' | 'weightedFen' | 'wonFen' | 'lostFen' | 'changes') =>
  rows.reduce((sum, row) => sum + row[key], 0);

/** A line per unit or person; a unit opens its own review, a person their deals. */
export function BreakdownTable({ rows, by, since }: { rows: ReviewRow[]; by: string; since: string }) {
  const t = useT();
  const to = (row: ReviewRow) =>
    by === 'unit' ? `/review?unit=${row.key}&since=${since}` : `/opportunities?shape=list&owner=${row.key}`;
  const name = (row: ReviewRow) => (
    <span className="inline-flex items-center gap-2">
      {by === 'person' && <Avatar name={row.name} size="xs" />}
      {row.name}
      {row.hasLeft && <Badge tone="warn">{t('review.has_left')}</Badge>}
    </span>
  );
  const amount = (id: 'openFen' | 'weightedFen' | 'wonFen' | 'lostFen', header: string): Column<ReviewRow> => ({
    id,
    header,
    align: 'right',
    cell: (row) => <Money fen={row[id]} />,
    total: <Money fen={sumOf(rows, id)} />,
  });
  const count = (id: 'openCount' | 'changes', header: string): Column<ReviewRow> => ({
    id,
    header,
    align: 'right',
    cell: (row) => <span className="num">{row[id]}</span>,
    total: <span className="num">{sumOf(rows, id)}</span>,
  });
  const columns: Column<ReviewRow>[] = [
    { id: 'name', header: t(by === 'unit' ? 'review.unit' : 'review.person'), cell: name, primary: true },
    count('openCount', t('review.count')),
    amount('openFen', t('review.open')),
    amount('weightedFen', t('review.weighted')),
    amount('wonFen', t('review.won_quarter')),
    amount('lostFen', t('review.lost_quarter')),
    count('changes', t('review.changes')),
  ];
  return (
    <DataTable
      label={t('review.title')}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.key}
      rowTo={to}
      card={(row) => (
        <RowCard title={name(row)} sub={t('review.deals', { n: row.openCount })} right={<Money fen={row.openFen} />} />
      )}
      empty={<EmptyState title={t('review.nobody')}>{t('review.nobody_hint')}</EmptyState>}
    />
  );
}
