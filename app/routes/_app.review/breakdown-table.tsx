import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import type { ReviewRow } from '~/features/review/breakdown.server';
import { closedQuery } from '~/features/review/rules';
import { Avatar } from '~/ui/avatar';
import { Badge, type Tone, textTone } from '~/ui/badge';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Link } from '~/ui/link';
import { useNarrow } from '~/ui/narrow';
import { Money } from '~/ui/value';
import { BreakdownCard } from './breakdown-card';

type BreakdownProps = { rows: ReviewRow[]; by: 'unit' | 'person'; since: string; unitId: number };
type Amount = 'openFen' | 'weightedFen' | 'wonFen' | 'lostFen';
type Counted = 'openCount' | 'changes' | 'slipped' | 'stuck';

/** A figure of a line with the rows behind it. */
export type BreakdownFigure = {
  id: Amount | 'slipped' | 'stuck';
  header: string;
  to: (row: ReviewRow) => string;
  cell: (row: ReviewRow) => ReactNode;
};

const sumOf = (rows: ReviewRow[], key: Amount | Counted) => rows.reduce((sum, row) => sum + row[key], 0);
/** A line per unit or person; a unit opens its own review, a person their deals, a figure the deals it counts. */
export function BreakdownTable({ rows, by, since, unitId }: BreakdownProps) {
  const t = useT();
  const f = useFormat();
  const narrow = useNarrow();
  const list = (query: string) => (row: ReviewRow) =>
    `/opportunities?shape=list&${by === 'unit' ? 'unit' : 'owner'}=${row.key}&${query}`;
  const slipped = (row: ReviewRow) =>
    by === 'unit'
      ? `/review?unit=${row.key}&since=${since}&change=slipped#changes`
      : `/review?unit=${unitId}&by=person&person=${row.key}&since=${since}&change=slipped#changes`;
  const to = (row: ReviewRow) =>
    by === 'unit' ? `/review?unit=${row.key}&since=${since}` : `/opportunities?shape=list&owner=${row.key}`;
  const name = (row: ReviewRow) => (
    <span className="inline-flex items-center gap-2">
      {by === 'person' && <Avatar name={row.name} size="xs" />}
      {row.name}
      {row.hasLeft && <Badge tone="warn">{t('review.has_left')}</Badge>}
    </span>
  );
  const some = (rows: ReviewRow[], id: 'slipped' | 'stuck') =>
    `${f.number(sumOf(rows, id))}${id === 'stuck' && rows.some(({ isCapped }) => isCapped) ? '+' : ''}`;
  const amount = (id: Amount, header: string, query: string): BreakdownFigure => ({
    id,
    header,
    to: list(query),
    cell: (row) => <Money fen={row[id]} />,
  });
  const trouble = (id: 'slipped' | 'stuck', header: string, to: (row: ReviewRow) => string, tone: Tone) => ({
    id,
    header,
    to,
    cell: (row: ReviewRow) => <span className={row[id] ? `num ${textTone[tone]}` : 'num'}>{some([row], id)}</span>,
  });
  const figures: BreakdownFigure[] = [
    amount('openFen', t('review.open'), 'type=open'),
    amount('weightedFen', t('review.weighted'), 'type=open'),
    amount('wonFen', t('review.won_quarter'), closedQuery('won')),
    amount('lostFen', t('review.lost_quarter'), closedQuery('lost')),
    trouble('slipped', t('review.group.slipped'), slipped, 'bad'),
    trouble('stuck', t('review.stuck'), list('stuck=1'), 'warn'),
  ];
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
    ...figures.map(
      ({ id, header, to, cell }): Column<ReviewRow> => ({
        id,
        header,
        align: 'right',
        cell: (row) => (
          <Link to={to(row)} className="relative z-[1] hover:underline">
            {cell(row)}
          </Link>
        ),
        total:
          id === 'slipped' || id === 'stuck' ? (
            <span className="num">{some(rows, id)}</span>
          ) : (
            <Money fen={sumOf(rows, id)} />
          ),
      }),
    ),
    count('changes', t('review.changes')),
  ];
  return (
    <DataTable
      label={t('review.title')}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.key}
      // a card has a link for each of its figures
      rowTo={narrow ? undefined : to}
      card={(row) => <BreakdownCard row={row} name={name(row)} to={to(row)} figures={figures} />}
      empty={<EmptyState title={t('review.nobody')}>{t('review.nobody_hint')}</EmptyState>}
    />
  );
}
