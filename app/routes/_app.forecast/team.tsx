import { useFormat, useT } from '~/core/i18n';
import { categories } from '~/features/forecast/rules';
import { adjustedFen, type ForecastRow } from '~/features/forecast/sums';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Telescope } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';
import { Money } from '~/ui/value';
import { AdjustForm } from './adjust-form';
import { AdjustmentList } from './adjustment-list';
import { ForecastFigures } from './figures';
import type { TeamData } from './route';
import { TestedCard } from './tested-card';

/** What managers submitted this week, added up by unit, with what leads made of it. */
export function Team({ page }: { page: TeamData }) {
  const t = useT();
  const f = useFormat();
  const { rows, total, unit, month, now } = page;
  const nameOf = (row: ForecastRow) => (row.key === 'self' ? t('forecast.itself', { name: row.name }) : row.name);
  const open = (row: ForecastRow) =>
    row.personId ? `/people/${row.personId}` : row.key === 'self' ? '' : `/forecast?unit=${row.unitId}&month=${month}`;
  const columns: Column<ForecastRow>[] = [
    {
      id: 'name',
      header: t('forecast.who'),
      primary: true,
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          {nameOf(row)}
          {!row.personId && row.key !== 'self' && (
            <span className="text-xs text-ink-3">{t('forecast.submitters', { n: row.people })}</span>
          )}
        </span>
      ),
    },
    ...categories.map(
      (category): Column<ForecastRow> => ({
        id: category,
        header: t(`forecast.category.${category}`),
        align: 'right',
        cell: (row) => (
          <span className="inline-flex items-center gap-1.5">
            {row.added[category] !== 0 && <Badge tone="info">{t('forecast.adjust')}</Badge>}
            <Money fen={adjustedFen(row, category)} />
          </span>
        ),
        total: <Money fen={adjustedFen(total, category)} />,
      }),
    ),
    {
      id: 'expected',
      header: t('forecast.expected'),
      align: 'right',
      cell: (row) => <Money fen={Math.round(row.mean)} />,
      total: <Money fen={Math.round(total.mean)} />,
    },
    {
      id: 'adjust',
      header: t('common.actions'),
      width: 70,
      align: 'right',
      cell: (row) =>
        row.key === 'self' ? null : (
          <Link
            to={`/forecast?unit=${unit.id}&month=${month}&adjust=${row.key}#adjust`}
            className="relative z-10 text-brand-ink hover:underline"
          >
            {t('forecast.adjust')}
          </Link>
        ),
    },
  ];
  return (
    <>
      <ForecastFigures sums={total.sums} added={total.added} spread={page.spread} />
      <PageBody>
        <Card padded={false} title={unit.name} note={t('forecast.week_of', { day: f.day(page.weekOn, now) })}>
          <DataTable
            label={t('forecast.team')}
            rows={rows}
            columns={columns}
            rowKey={(row) => row.key}
            rowTo={open}
            card={(row) => (
              <RowCard
                title={nameOf(row)}
                sub={`${t('forecast.category.best_case')} ${f.money(adjustedFen(row, 'best_case'))} · ${t('forecast.expected')} ${f.money(Math.round(row.mean))}`}
                right={<Money fen={adjustedFen(row, 'closed') + adjustedFen(row, 'commit')} />}
              />
            )}
            empty={
              <EmptyState icon={Telescope} title={t('forecast.nobody')}>
                {t('forecast.nobody_hint')}
              </EmptyState>
            }
          />
        </Card>
        <div className="mt-4 grid items-start gap-4 *:min-w-0 xl:grid-cols-3">
          <AdjustForm page={page} />
          <Card title={t('forecast.history')}>
            <AdjustmentList adjustments={page.history} now={now} />
          </Card>
          <TestedCard tested={page.tested} errors={page.errors} />
        </div>
      </PageBody>
    </>
  );
}
