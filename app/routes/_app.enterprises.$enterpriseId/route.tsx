import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { industryName } from '~/features/accounts/industries';
import { branchesShown, getEnterprise } from '~/features/accounts/queries/enterprises.server';
import { Card } from '~/ui/card';
import { Figures } from '~/ui/figures';
import { PageBody, PageHead } from '~/ui/page-head';
import { BranchTree } from './branch-tree';
import { WhiteSpaceGrid } from './white-space-grid';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  const enterprise = await getEnterprise(ctx, params.enterpriseId!);
  return {
    ...enterprise,
    industry: enterprise.industry && industryName(enterprise.industry, ctx.actor.locale),
    cut: enterprise.total > branchesShown ? branchesShown : null,
    now: ctx.now.toISOString(),
    start: can(ctx.actor, 'opportunity.create'),
  };
}
export type EnterpriseData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function EnterprisePage() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const { branches } = data;
  const sum = (of: (branch: (typeof branches)[number]) => number) =>
    branches.reduce((total, branch) => total + of(branch), 0);
  const unvisited = branches.filter((branch) => branch.visits90 === 0).length;
  return (
    <>
      <PageHead title={data.name} back="/enterprises" crumbs={[{ to: '/enterprises', label: t('enterprise.title') }]} />
      <Figures
        items={[
          { label: t('enterprise.branches'), value: data.total, note: data.industry ?? undefined },
          { label: t('enterprise.revenue'), fen: sum((branch) => branch.monthlyRevenueFen ?? 0) },
          {
            label: t('enterprise.open'),
            fen: sum((branch) => branch.openFen),
            note: t('enterprise.open_note', { n: sum((branch) => branch.openCount) }),
          },
          {
            label: t('enterprise.visits'),
            value: sum((branch) => branch.visits90),
            note: unvisited ? t('enterprise.unvisited', { n: unvisited }) : t('enterprise.all_visited'),
            tone: unvisited ? 'warn' : 'ok',
          },
        ]}
      />
      <PageBody>
        <p className="text-xs text-ink-3">
          {data.cut ? t('enterprise.first_shown', { n: data.cut }) : t('enterprise.visible_only')}
        </p>
        <Card title={t('enterprise.grid')} note={t('enterprise.grid_hint')} padded={false} className="overflow-hidden">
          <WhiteSpaceGrid data={data} />
        </Card>
        <Card title={t('enterprise.tree')}>
          <BranchTree data={data} />
        </Card>
      </PageBody>
    </>
  );
}
