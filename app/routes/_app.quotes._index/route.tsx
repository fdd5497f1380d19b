import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { listQuotes, type QuoteRow, quoteShows } from '~/features/quotes/queries/list.server';
import { QuoteBadge } from '~/features/quotes/quote-badge';
import { percentOf } from '~/features/quotes/words';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { FileSpreadsheet, SlidersHorizontal } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { Tabs } from '~/ui/tabs';
import { shortMoney } from '~/ui/value';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.read');
  const params = new URL(request.url).searchParams;
  const show = quoteShows.find((one) => one === params.get('show')) ?? 'open';
  return {
    ...(await listQuotes(ctx, show, params.get('after'))),
    show,
    shows: quoteShows,
    mayManage: can(ctx.actor, 'quote.policy'),
    seesCost: can(ctx.actor, 'quote.cost'),
    now: ctx.now.toISOString(),
  };
}

type Row = Omit<QuoteRow, 'updatedAt'> & { updatedAt: Date | string };

export default function Quotes() {
  const t = useT();
  const f = useFormat();
  const { rows, after, show, shows, mayManage, seesCost, now } = useLoaderData<typeof loader>();
  const marginOf = (row: Row) => (row.marginBp === null ? '—' : percentOf(row.marginBp));
  const columns: Column<Row>[] = [
    { id: 'title', header: t('quote.name'), cell: (row) => row.title, primary: true },
    { id: 'state', header: t('quote.state'), cell: (row) => <QuoteBadge state={row.state} />, width: 110 },
    { id: 'account', header: t('quote.account'), cell: (row) => row.accountName },
    { id: 'owner', header: t('quote.owner'), cell: (row) => row.ownerName, width: 100 },
    { id: 'sites', header: t('quote.sites'), cell: (row) => f.number(row.siteCount), align: 'right', width: 80 },
    {
      id: 'total',
      header: t('quote.total'),
      cell: (row) => shortMoney(row.totalFen ?? 0, f),
      align: 'right',
      width: 120,
    },
    {
      id: 'discount',
      header: t('quote.discount'),
      cell: (row) => percentOf(row.deepestBp),
      align: 'right',
      width: 110,
    },
    ...(seesCost
      ? [{ id: 'margin', header: t('quote.margin'), cell: marginOf, align: 'right', width: 90 } satisfies Column<Row>]
      : []),
    {
      id: 'updated',
      header: t('quote.updated'),
      cell: (row) => f.when(row.updatedAt, now),
      align: 'right',
      width: 110,
    },
  ];
  return (
    <>
      <PageHead
        title={t('quote.title')}
        tabs={
          <Tabs
            label={t('quote.show')}
            items={shows.map((one) => ({
              to: `/quotes?show=${one}`,
              label: t(`quote.show.${one}`),
              active: one === show,
            }))}
          />
        }
      >
        {mayManage && (
          <ButtonLink to="/quotes/policy" icon={SlidersHorizontal}>
            {t('quote_policy.title')}
          </ButtonLink>
        )}
      </PageHead>
      <PageBody>
        <DataTable
          label={t('quote.list')}
          rows={rows as Row[]}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.quote(row.id)}
          card={(row) => (
            <RowCard
              title={row.title}
              sub={row.accountName}
              right={shortMoney(row.totalFen ?? 0, f)}
              badge={<QuoteBadge state={row.state} />}
              meta={[row.ownerName, seesCost && marginOf(row), f.when(row.updatedAt, now)].filter(Boolean).join(' · ')}
            />
          )}
          empty={
            <EmptyState
              icon={FileSpreadsheet}
              title={t(`quote.empty.${show}`)}
              action={<ButtonLink to="/opportunities">{t('quote.to_deals')}</ButtonLink>}
            >
              {t('quote.empty_hint')}
            </EmptyState>
          }
        />
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
