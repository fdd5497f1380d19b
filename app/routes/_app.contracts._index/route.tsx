import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { ContractBadge } from '~/features/contracts/contract-badge';
import { type ContractRow, listContracts } from '~/features/contracts/queries/list.server';
import { contractStates, endingSpans } from '~/features/contracts/rules';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { FileText, SlidersHorizontal } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { Tabs } from '~/ui/tabs';
import { shortMoney } from '~/ui/value';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const params = new URL(request.url).searchParams;
  const state = contractStates.find((one) => one === params.get('state')) ?? null;
  const ending = endingSpans.find((one) => String(one) === params.get('ending')) ?? null;
  const list = await listContracts(ctx, { state, ending, after: params.get('after') });
  return {
    ...list,
    state,
    ending,
    mayQuote: can(ctx.actor, 'quote.read'),
    mayManage: can(ctx.actor, 'contract.policy'),
  };
}

export default function Contracts() {
  const t = useT();
  const f = useFormat();
  const { rows, after, state, ending, mayManage, mayQuote } = useLoaderData<typeof loader>();
  const endOf = (row: ContractRow) =>
    row.endsOn
      ? [
          f.day(row.endsOn),
          row.autoRenews && t('contract.renews_itself'),
          row.state === 'active' && row.renewalId && t('contract.renewal_open'),
        ]
          .filter(Boolean)
          .join(' · ')
      : '—';
  const columns: Column<ContractRow>[] = [
    { id: 'title', header: t('contract.name'), cell: (row) => row.title, primary: true },
    {
      id: 'number',
      header: t('contract.number'),
      cell: (row) => <span className="num">{row.number}</span>,
      width: 170,
    },
    { id: 'state', header: t('contract.state'), cell: (row) => <ContractBadge contract={row} />, width: 110 },
    { id: 'account', header: t('contract.account'), cell: (row) => row.accountName },
    { id: 'owner', header: t('contract.owner'), cell: (row) => row.ownerName, width: 100 },
    {
      id: 'monthly',
      header: t('contract.monthly'),
      cell: (row) => shortMoney(row.monthlyFen, f),
      align: 'right',
      width: 110,
    },
    {
      id: 'total',
      header: t('contract.total'),
      cell: (row) => shortMoney(row.totalFen, f),
      align: 'right',
      width: 120,
    },
    { id: 'ends', header: t('contract.ends'), cell: endOf, align: 'right', width: 200 },
  ];
  return (
    <>
      <PageHead
        title={t('contract.title')}
        tabs={
          <Tabs
            label={t('contract.show')}
            items={[
              { to: '/contracts', label: t('contract.all'), active: !state && !ending },
              ...contractStates.map((one) => ({
                to: `/contracts?state=${one}`,
                label: t(`contract.state.${one}`),
                active: one === state,
              })),
              ...endingSpans.map((n) => ({
                to: `/contracts?ending=${n}`,
                label: t('contract.ending', { n }),
                active: n === ending,
              })),
            ]}
          />
        }
      >
        {mayManage && (
          <ButtonLink to="/contracts/policy" icon={SlidersHorizontal}>
            {t('contract_policy.title')}
          </ButtonLink>
        )}
      </PageHead>
      <PageBody>
        <DataTable
          label={t('contract.list')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.contract(row.id)}
          card={(row) => (
            <RowCard
              title={row.title}
              sub={row.accountName}
              right={shortMoney(row.totalFen, f)}
              badge={<ContractBadge contract={row} />}
              meta={[row.number, endOf(row)].join(' · ')}
            />
          )}
          empty={
            <EmptyState
              icon={FileText}
              title={t('contract.empty')}
              action={mayQuote && <ButtonLink to="/quotes">{t('contract.to_quotes')}</ButtonLink>}
            >
              {t('contract.empty_hint')}
            </EmptyState>
          }
        />
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
