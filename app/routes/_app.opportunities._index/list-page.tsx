import { useFormat, useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { useCustomColumns } from '~/features/custom-fields/list-columns';
import { ListSheet } from '~/features/exports/list-sheet';
import { ColumnChoice } from '~/features/views/column-choice';
import { useColumns } from '~/features/views/use-columns';
import { ButtonLink } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Target } from '~/ui/icons';
import { PageBody } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { BulkBar } from './bulk-bar';
import { Filters } from './filters';
import { FigureStrip, Head, inHand } from './head';
import { cardColumns, ListCard } from './list-card';
import { useListColumns } from './list-columns';
import { useListLink } from './list-link';
import type { IndexData, ListRow } from './route';

export function ListPage({ data, page }: { data: IndexData; page: NonNullable<IndexData['page']> }) {
  const t = useT();
  const f = useFormat();
  const count = data.sums.stages.reduce((n, sum) => n + sum.count, 0);
  const fen = data.sums.stages.reduce((n, sum) => n + sum.totalFen, 0);
  const summary = data.sums.capped
    ? t('opportunity.count_only', { count: `${f.number(countCap)}+` })
    : t('opportunity.count_sum', { count: f.number(count), sum: f.money(fen) });
  const choice = useColumns(
    'opportunities',
    [...useListColumns(data, data.sums.capped ? null : fen), ...useCustomColumns<ListRow>(data.fields)],
    cardColumns,
  );
  const linkTo = useListLink();
  const bulk = data.may.update && page.rows.length > 0;
  return (
    <>
      <Head data={data} shape="list" columns={choice.chosen} />
      <FigureStrip data={data} />
      <PageBody className="!gap-3">
        <Filters
          data={data}
          more={
            <ListSheet
              {...inHand(data, choice.chosen)}
              choice={choice}
              sorts={choice.sorts}
              sort={data.sort}
              selectable={bulk}
            />
          }
          summary={
            <span className="flex items-center gap-2">
              {summary}
              <ColumnChoice choice={choice} />
            </span>
          }
        />
        <DataTable
          label={t('opportunity.list_title')}
          rows={page.rows}
          columns={choice.columns}
          rowKey={(row) => row.id}
          rowTo={linkTo}
          sort={data.sort}
          bulk={bulk ? (ids) => <BulkBar data={data} ids={ids} /> : undefined}
          bulkAction="/opportunities/bulk"
          bulkValue={({ id, version }) => `${id}:${version}`}
          card={(row) => <ListCard row={row} data={data} choice={choice} />}
          empty={
            <EmptyState
              icon={data.filtered ? undefined : Target}
              filtered={data.filtered}
              title={t(data.filtered ? 'opportunity.none_match' : 'opportunity.empty')}
              action={
                data.may.create && (
                  <ButtonLink to="/opportunities/new" variant="primary">
                    {t('opportunity.new')}
                  </ButtonLink>
                )
              }
            >
              {t(data.filtered ? 'opportunity.none_match_hint' : 'opportunity.empty_hint')}
            </EmptyState>
          }
        />
        <Pager before={page.before} after={page.after} summary={summary} />
      </PageBody>
    </>
  );
}
