import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { listRewards, type RewardRow } from '~/features/rewards/queries/reward.server';
import { listRunning } from '~/features/rewards/queries/rules.server';
import { listTop, myScore } from '~/features/rewards/queries/scores.server';
import { RewardState } from '~/features/rewards/reward-state';
import { quarterOf } from '~/features/rewards/rules';
import { RunningCard } from '~/features/rewards/running-card';
import { quarterTold } from '~/features/rewards/told';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Figures } from '~/ui/figures';
import { Award } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { TopCard } from './top-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const after = new URL(request.url).searchParams.get('after');
  const [score, top, rules, list] = await Promise.all([
    myScore(ctx),
    listTop(ctx, quarterOf(today(ctx.now))),
    listRunning(ctx),
    listRewards(ctx, { personId: ctx.actor.personId }, readCursor(after)),
  ]);
  return { score, top, rules, ...list, mayRefer: can(ctx.actor, 'lead.refer'), keeps: can(ctx.actor, 'reward.manage') };
}

export default function MyRewards() {
  const t = useT();
  const f = useFormat();
  const { score, top, rules, rows, after, mayRefer, keeps } = useLoaderData<typeof loader>();
  const points = (n: number) => t('reward.points_n', { n: f.number(n) });
  const columns: Column<RewardRow>[] = [
    { id: 'title', header: t('reward.fact'), cell: (row) => row.title, primary: true },
    { id: 'milestone', header: t('reward.milestone'), cell: (row) => t(`reward.milestone.${row.milestone}`) },
    { id: 'state', header: t('reward.state'), cell: (row) => <RewardState row={row} />, width: 150 },
    { id: 'points', header: t('reward.points'), cell: (row) => f.number(row.points), align: 'right', width: 100 },
    {
      id: 'quarter',
      header: t('reward.counts_in'),
      cell: (row) => (row.quarter ? quarterTold(row.quarter, t) : '—'),
      width: 150,
    },
    { id: 'at', header: t('reward.fact_at'), cell: (row) => f.day(today(row.factAt)), align: 'right', width: 120 },
  ];
  return (
    <>
      <PageHead title={t('reward.title')}>
        {keeps && (
          <ButtonLink to="/rewards/all" variant="secondary">
            {t('reward.keep')}
          </ButtonLink>
        )}
      </PageHead>
      <Figures
        items={[
          { label: t('reward.this_quarter'), value: f.number(score.now) },
          { label: t('reward.ever'), value: f.number(score.ever) },
          { label: t('reward.waiting'), value: f.number(score.waiting) },
        ]}
      />
      <PageBody>
        <p className="text-ink-2">{t('reward.hint')}</p>
        <div className="grid gap-4 lg:grid-cols-2">
          <RunningCard rules={rules} />
          <TopCard top={top} points={points} />
        </div>
        <h2 className="text-lg font-semibold">{t('reward.list')}</h2>
        <DataTable
          label={t('reward.list')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.reward(row.id)}
          card={(row) => (
            <RowCard
              title={row.title}
              sub={t(`reward.milestone.${row.milestone}`)}
              right={points(row.points)}
              badge={<RewardState row={row} />}
              meta={row.quarter ? quarterTold(row.quarter, t) : f.day(today(row.factAt))}
            />
          )}
          empty={
            <EmptyState
              icon={Award}
              title={t('reward.empty')}
              action={mayRefer && <ButtonLink to="/refer">{t('reward.refer')}</ButtonLink>}
            >
              {t('reward.empty_hint')}
            </EmptyState>
          }
        />
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
