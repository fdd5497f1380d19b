import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { listStages, pipelineFor, pipelinesFor } from '~/features/opportunities/queries.server';
import { stageName } from '~/features/opportunities/rules';
import { ProcessCompany } from '~/features/processes/process-company';
import { companyAsked, countOpen, listDrafts, listProcessCompanies } from '~/features/processes/queries.server';
import { Badge } from '~/ui/badge';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'process.read');
  const { company, isGroup } = await companyAsked(ctx, new URL(request.url).searchParams);
  const [all, counts, drafts, companies] = await Promise.all([
    listStages(ctx),
    countOpen(ctx, company),
    listDrafts(ctx, company),
    listProcessCompanies(ctx),
  ]);
  return {
    company,
    isGroup,
    companies,
    processes: pipelinesFor(all, company ?? 0).map((one) => {
      const stages = pipelineFor(all, company ?? 0, one.code);
      const family = all.filter((stage) => stage.pipelineCode === one.code);
      return {
        ...one,
        version: stages[0]?.pipelineVersion ?? 1,
        isNational: stages[0]?.pipelineTenantId === null,
        open: family.reduce((n, stage) => n + (counts.get(stage.id) ?? 0), 0),
        isDrafted: drafts.includes(one.code),
        stages: stages
          .filter((stage) => stage.type === 'open')
          .map(({ id, name, nameEn, exitCriteria }) => ({ id, name, nameEn, asks: exitCriteria.length })),
      };
    }),
  };
}

export default function Processes() {
  const t = useT();
  const f = useFormat();
  const { company, isGroup, companies, processes } = useLoaderData<typeof loader>();
  const query = company === null ? '' : `?company=${company}`;
  return (
    <>
      <PageHead title={t('process.title')} />
      <PageBody>
        <ProcessCompany companies={companies} company={company} isGroup={isGroup} />
        <p className="max-w-3xl text-ink-2">{t('process.intro')}</p>
        <ul className="grid gap-3">
          {processes.map((one) => (
            <li key={one.code}>
              <Link
                to={`/processes/${one.code}${query}`}
                className="block rounded-[10px] border border-line bg-surface p-4 shadow-card hover:border-line-strong max-sm:rounded-2xl"
              >
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="text-base font-semibold">{stageName(one, f.locale)}</span>
                  <Badge tone={one.isNational ? 'neutral' : 'brand'}>
                    {t(one.isNational ? 'process.national_version' : 'process.own_version', { n: one.version })}
                  </Badge>
                  {one.isDrafted && <Badge tone="warn">{t('process.draft')}</Badge>}
                  <span className="num ml-auto text-ink-2">{t('process.open_deals', { n: one.open })}</span>
                </span>
                <ol className="mt-3 flex flex-wrap gap-1.5">
                  {one.stages.map((stage, n) => (
                    <li
                      key={stage.id}
                      className="flex items-center gap-1.5 rounded-md bg-sunken px-2 py-1 text-xs text-ink-2"
                    >
                      <span className="num text-ink-3">{n + 1}</span>
                      {stageName(stage, f.locale)}
                    </li>
                  ))}
                </ol>
              </Link>
            </li>
          ))}
        </ul>
      </PageBody>
    </>
  );
}
