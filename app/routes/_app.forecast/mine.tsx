import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { categories } from '~/features/forecast/rules';
import { Callout, Card } from '~/ui/card';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { CalendarX, CircleCheck, Telescope } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { Money } from '~/ui/value';
import { AdjustmentList } from './adjustment-list';
import { CategoryForm } from './category-form';
import { ForecastFigures } from './figures';
import type { MineData } from './route';

type Deal = MineData['deals'][number];
type Month = MineData['byMonth'][number];

/** A manager's own deals of the month with their categories, and the button that freezes them for the week. */
export function Mine({ page }: { page: MineData }) {
  const t = useT();
  const f = useFormat();
  const { deals, overdue, submission, maySubmit, now } = page;
  const columns: Column<Deal>[] = [
    {
      id: 'title',
      header: t('forecast.deal'),
      primary: true,
      cell: (deal) => (
        <span className="block min-w-0">
          <span className="block truncate">{deal.title}</span>
          <span className="block truncate text-xs text-ink-3">{deal.accountName}</span>
        </span>
      ),
    },
    { id: 'close', header: t('forecast.close_on'), width: 110, cell: (deal) => f.day(deal.closeOn, now) },
    {
      id: 'percent',
      header: t('forecast.percent'),
      align: 'right',
      width: 80,
      cell: (deal) => (deal.isWon ? '100%' : `${Math.round(deal.probability * 100)}%`),
    },
    {
      id: 'amount',
      header: t('forecast.amount'),
      align: 'right',
      width: 120,
      cell: (deal) => <Money fen={deal.totalFen} />,
    },
    { id: 'category', header: t('forecast.category'), width: 190, cell: (deal) => <CategoryForm deal={deal} /> },
  ];
  return (
    <>
      <ForecastFigures sums={page.sums} spread={page.spread} />
      <PageBody>
        {maySubmit && (
          <Callout
            tone={submission.at ? 'ok' : 'warn'}
            icon={submission.at ? CircleCheck : Telescope}
            title={
              submission.at
                ? t('forecast.submitted_at', { when: f.when(submission.at, now) })
                : t('forecast.not_submitted')
            }
            action={
              <PostButton variant={submission.at ? 'secondary' : 'primary'} fields={{ intent: 'submit' }}>
                {t(submission.at ? 'forecast.submit_again' : 'forecast.submit')}
              </PostButton>
            }
          >
            {t('forecast.submit_hint')}
          </Callout>
        )}
        <Card className="mt-4" padded={false}>
          <DataTable
            label={t('forecast.mine')}
            rows={deals}
            columns={columns}
            rowKey={(deal) => deal.id}
            rowTo={(deal) => paths.opportunity(deal.id)}
            card={(deal) => <DealCard deal={deal} now={now} />}
            empty={
              <EmptyState icon={Telescope} title={t('forecast.none_due')}>
                {t('forecast.none_due_hint')}
              </EmptyState>
            }
          />
        </Card>
        <Card className="mt-4" padded={false} title={t('forecast.by_month')} note={t('forecast.range_hint')}>
          <MonthTable months={page.byMonth} />
        </Card>
        {overdue.length > 0 && (
          <Card className="mt-4" title={t('forecast.overdue')} note={t('forecast.overdue_hint')}>
            <ul className="grid gap-1 *:min-w-0">
              {overdue.slice(0, 20).map((deal) => (
                <li key={deal.id} className="flex items-baseline gap-3 max-sm:min-h-11">
                  <CalendarX className="text-[13px] text-bad-ink" />
                  <Link to={paths.opportunity(deal.id)} className="min-w-0 flex-1 truncate hover:underline">
                    {deal.title}
                  </Link>
                  <span className="num text-ink-3">{f.day(deal.closeOn, now)}</span>
                  <Money fen={deal.totalFen} />
                </li>
              ))}
            </ul>
          </Card>
        )}
        {submission.adjustments.length > 0 && (
          <Card className="mt-4" title={t('forecast.history')}>
            <AdjustmentList adjustments={submission.adjustments} now={now} />
          </Card>
        )}
      </PageBody>
    </>
  );
}

/** The phone's row: the form below the deal, not inside its link. */
function DealCard({ deal, now }: { deal: Deal; now: string }) {
  const f = useFormat();
  return (
    <div className="grid gap-2 px-4 py-3">
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{deal.title}</span>
        <Money fen={deal.totalFen} />
      </div>
      <div className="flex items-center justify-between gap-2 text-sm text-ink-2">
        <span className="num">
          {f.day(deal.closeOn, now)} · {deal.isWon ? 100 : Math.round(deal.probability * 100)}%
        </span>
        <CategoryForm deal={deal} />
      </div>
    </div>
  );
}

function MonthTable({ months }: { months: Month[] }) {
  const t = useT();
  const f = useFormat();
  const columns: Column<Month>[] = [
    { id: 'month', header: t('forecast.month'), primary: true, cell: (row) => f.month(row.month.slice(0, 7)) },
    ...categories.map(
      (category): Column<Month> => ({
        id: category,
        header: t(`forecast.category.${category}`),
        align: 'right',
        cell: (row) => <Money fen={row.sums[category].totalFen} />,
        total: <Money fen={months.reduce((sum, row) => sum + row.sums[category].totalFen, 0)} />,
      }),
    ),
    {
      id: 'expected',
      header: t('forecast.expected'),
      align: 'right',
      cell: (row) => <Money fen={row.expectedFen} />,
      total: <Money fen={months.reduce((sum, row) => sum + row.expectedFen, 0)} />,
    },
  ];
  return (
    <DataTable
      label={t('forecast.title')}
      rows={months}
      columns={columns}
      rowKey={(row) => row.month}
      rowTo={(row) => `/forecast?view=mine&month=${row.month}`}
      card={(row) => (
        <div className="flex min-h-11 items-center justify-between gap-2 px-4 py-2">
          <span className="whitespace-nowrap">{f.month(row.month.slice(0, 7))}</span>
          <span className="text-right text-sm text-ink-2">
            {t('forecast.commit_total')} <Money fen={row.sums.closed.totalFen + row.sums.commit.totalFen} /> ·{' '}
            {t('forecast.expected')} <Money fen={row.expectedFen} />
          </span>
        </div>
      )}
    />
  );
}
