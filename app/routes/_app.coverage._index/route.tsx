import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { listUnitOptions } from '~/features/accounts/units.server';
import { CoverageTabs } from '~/features/coverage/coverage-tabs';
import { readCoverageFilters } from '~/features/coverage/filters';
import { coverageKinds, longestInterval } from '~/features/coverage/policy';
import { listOverdue } from '~/features/coverage/queries/overdue.server';
import { cutoffDay, unpublishedYears } from '~/features/coverage/rules';
import { UnpublishedNote } from '~/features/coverage/unpublished-note';
import { mayPlanForOthers } from '~/features/visits/queries/owners.server';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { CalendarCheck } from '~/ui/icons';
import { useNarrow } from '~/ui/narrow';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { useOverdueColumns } from './columns';
import { CoverageFilterBar } from './coverage-filter-bar';
import { OverdueCard } from './overdue-card';
import { RowActions } from './row-actions';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'coverage.read');
  const { searchParams } = new URL(request.url);
  const filters = readCoverageFilters(searchParams, ctx.actor.personId);
  const turn = { after: searchParams.get('after'), before: searchParams.get('before') };
  const [page, units] = await Promise.all([listOverdue(ctx, filters, turn), listUnitOptions(ctx)]);
  const day = today(ctx.now);
  const from = page.rows[0]?.sinceOn ?? cutoffDay(day, longestInterval);
  return {
    ...page,
    units,
    filters,
    unpublished: unpublishedYears(from < day ? from : day, day),
    me: ctx.actor.personId,
    leads: ctx.actor.ledUnits.length > 0,
    now: ctx.now.toISOString(),
    may: {
      plan: can(ctx.actor, 'visit.plan'),
      planForOthers: mayPlanForOthers(ctx),
      assign: can(ctx.actor, 'account.assign'),
    },
  };
}
export type Overdue = ReturnType<typeof useLoaderData<typeof loader>>;
export type OverdueRow = Overdue['rows'][number];

export default function CoveragePage() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const narrow = useNarrow();
  const columns = useOverdueColumns(page);
  const { rows, count, filters } = page;
  const { kind } = filters;
  const counted = count > countCap ? t('coverage.count_more', { n: countCap }) : t('coverage.count', { n: count });
  const isNarrowed = Boolean(filters.grade || filters.owner || filters.unit);
  return (
    <>
      <PageHead title={t('coverage.title')} tabs={<CoverageTabs active="overdue" />} />
      <PageBody>
        <UnpublishedNote years={page.unpublished} />
        <CoverageFilterBar page={page} summary={counted} kinds={coverageKinds} />
        <DataTable
          label={t('coverage.overdue')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          // a card has buttons of its own
          rowTo={narrow ? undefined : (row) => `/accounts/${row.id}`}
          rowMenu={(row) => <RowActions row={row} page={page} />}
          card={(row) => <OverdueCard row={row} page={page} />}
          empty={
            isNarrowed ? (
              <EmptyState filtered title={t('coverage.empty_filtered')} />
            ) : (
              <EmptyState
                icon={CalendarCheck}
                title={t(kind === 'leader' ? 'coverage.empty_leader' : 'coverage.empty')}
              >
                {t('coverage.empty_hint')}
              </EmptyState>
            )
          }
        />
        <Pager before={page.before} after={page.after} />
      </PageBody>
    </>
  );
}
