import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { industryName } from '~/features/accounts/industries';
import { listEnterprises } from '~/features/accounts/queries/enterprises.server';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { Landmark } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { Money, None } from '~/ui/value';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  const { searchParams } = new URL(request.url);
  const q = searchParams.get('q')?.slice(0, 100) || null;
  const { rows, after } = await listEnterprises(ctx, q, searchParams.get('after'));
  const named = rows.map((row) => ({
    ...row,
    industry: row.industry && industryName(row.industry, ctx.actor.locale),
  }));
  return { rows: named, after, filtered: q !== null };
}

export default function EnterprisesPage() {
  const t = useT();
  const { rows, after, filtered } = useLoaderData<typeof loader>();
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { id: 'name', header: t('enterprise.title'), cell: (row) => row.name, primary: true },
    { id: 'industry', header: t('account.industry'), cell: (row) => row.industry ?? <None />, width: 220 },
    { id: 'branches', header: t('enterprise.branches'), cell: (row) => row.branches, align: 'right', width: 120 },
    {
      id: 'revenue',
      header: t('enterprise.revenue'),
      cell: (row) => <Money fen={row.monthlyRevenueFen} />,
      align: 'right',
      width: 140,
    },
  ];
  return (
    <>
      <PageHead title={t('enterprise.title')} />
      <PageBody>
        <FilterBar
          search={{ param: 'q', placeholder: t('enterprise.search') }}
          summary={t('enterprise.visible_only')}
        />
        <DataTable
          label={t('enterprise.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/enterprises/${row.id}`}
          card={(row) => (
            <RowCard
              title={row.name}
              right={<Money fen={row.monthlyRevenueFen} />}
              sub={row.industry}
              badge={t('enterprise.branch_count', { n: row.branches })}
            />
          )}
          empty={
            <EmptyState icon={Landmark} title={t('enterprise.empty')} filtered={filtered}>
              {t('enterprise.empty_hint')}
            </EmptyState>
          }
        />
        <Pager after={after} />
      </PageBody>
    </>
  );
}
