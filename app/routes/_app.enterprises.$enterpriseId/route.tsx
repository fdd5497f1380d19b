import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { industryName } from '~/features/accounts/industries';
import { getEnterprise } from '~/features/accounts/queries/enterprise.server';
import { keepsRegister } from '~/features/accounts/queries/enterprise-register.server';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Figures } from '~/ui/figures';
import { Pencil } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { BranchTree } from './branch-tree';
import { WhiteSpaceGrid } from './white-space-grid';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  const { searchParams } = new URL(request.url);
  const turn = { after: searchParams.get('after'), before: searchParams.get('before') };
  const [enterprise, keeps] = await Promise.all([getEnterprise(ctx, params.enterpriseId!, turn), keepsRegister(ctx)]);
  if (enterprise.id !== params.enterpriseId) throw redirect(paths.enterprise(enterprise.id));
  return {
    ...enterprise,
    industry: enterprise.industry && industryName(enterprise.industry, ctx.actor.locale),
    keeps,
    now: ctx.now.toISOString(),
    start: can(ctx.actor, 'opportunity.create'),
  };
}
export type EnterpriseData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function EnterprisePage() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const { sums, branches } = data;
  const isCut = branches.length < sums.branches;
  return (
    <>
      <PageHead title={data.name} back="/enterprises" crumbs={[{ to: '/enterprises', label: t('enterprise.title') }]}>
        {data.keeps && (
          <ButtonLink to={`${paths.enterprise(data.id)}/edit`} icon={Pencil}>
            {t('common.edit')}
          </ButtonLink>
        )}
      </PageHead>
      <Figures
        items={[
          { label: t('enterprise.branches'), value: sums.branches, note: data.industry ?? undefined },
          { label: t('enterprise.revenue'), fen: sums.monthlyRevenueFen },
          {
            label: t('enterprise.open'),
            fen: sums.openFen,
            note: t('enterprise.open_note', { n: sums.openCount }),
          },
          {
            label: t('enterprise.visits'),
            value: sums.visits,
            note: sums.unvisited ? t('enterprise.unvisited', { n: sums.unvisited }) : t('enterprise.all_visited'),
            tone: sums.unvisited ? 'warn' : 'ok',
          },
        ]}
      />
      <PageBody>
        <p className="text-xs text-ink-3">{t('enterprise.visible_only')}</p>
        <Card title={t('enterprise.grid')} note={t('enterprise.grid_hint')} padded={false} className="overflow-hidden">
          <WhiteSpaceGrid data={data} />
        </Card>
        <Card title={t('enterprise.tree')}>
          <BranchTree data={data} />
        </Card>
        <Pager
          before={data.before}
          after={data.after}
          summary={isCut && t('enterprise.page_of', { n: branches.length, total: sums.branches })}
        />
      </PageBody>
    </>
  );
}
