import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { listRewards, type RewardRow } from '~/features/rewards/queries/reward.server';
import { RewardState } from '~/features/rewards/reward-state';
import { RewardsTabs } from '~/features/rewards/rewards-tabs';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { Award } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { Select } from '~/ui/select';

const states = ['pending', 'confirmed', 'voided', 'disputed'] as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const params = new URL(request.url).searchParams;
  const state = states.find((one) => one === params.get('state')) ?? null;
  return { ...(await listRewards(ctx, { state }, readCursor(params.get('after')))), state };
}

export default function AllRewards() {
  const t = useT();
  const f = useFormat();
  const { rows, after, state } = useLoaderData<typeof loader>();
  const columns: Column<RewardRow>[] = [
    { id: 'title', header: t('reward.fact'), cell: (row) => row.title, primary: true },
    { id: 'person', header: t('reward.person'), cell: (row) => row.personName, width: 110 },
    { id: 'milestone', header: t('reward.milestone'), cell: (row) => t(`reward.milestone.${row.milestone}`) },
    { id: 'state', header: t('reward.state'), cell: (row) => <RewardState row={row} />, width: 150 },
    { id: 'points', header: t('reward.points'), cell: (row) => f.number(row.points), align: 'right', width: 100 },
    { id: 'at', header: t('reward.fact_at'), cell: (row) => f.day(today(row.factAt)), align: 'right', width: 120 },
  ];
  return (
    <>
      <PageHead title={t('reward.keep')} back="/rewards" tabs={<RewardsTabs active="all" />} />
      <PageBody>
        <FilterBar>
          <Select
            name="state"
            aria-label={t('reward.show')}
            defaultValue={state ?? ''}
            placeholder={t('reward.everything')}
            options={states.map((value) => ({ value, label: t(`reward.state.${value}`) }))}
          />
        </FilterBar>
        <DataTable
          label={t('reward.all')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.reward(row.id)}
          card={(row) => (
            <RowCard
              title={row.title}
              sub={`${row.personName} · ${t(`reward.milestone.${row.milestone}`)}`}
              right={t('reward.points_n', { n: f.number(row.points) })}
              badge={<RewardState row={row} />}
              meta={f.day(today(row.factAt))}
            />
          )}
          empty={<EmptyState icon={Award} title={t('reward.all_empty')} />}
        />
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
