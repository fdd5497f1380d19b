import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { useLocale, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { stageGroups } from '~/features/opportunities/board-columns';
import { firstPipeline, listStages, pipelinesFor } from '~/features/opportunities/queries.server';
import { stageName } from '~/features/opportunities/rules';
import { sumChanges } from '~/features/review/changes.server';
import { readFlow } from '~/features/review/flow/queries.server';
import { ageOf, ages, cohortMonths, cohortsOf, speedsOf } from '~/features/review/flow/rules';
import { askedUnit, getReach } from '~/features/review/reach.server';
import { ReviewTabs } from '~/features/review/review-tabs';
import { listRiskyDeals } from '~/features/review/talks/deals.server';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { PageBody, PageHead } from '~/ui/page-head';
import { ViewSwitch } from '~/ui/view-switch';
import { AgeMap } from './age-map';
import { CohortMap } from './cohort-map';
import { RiskyDeals } from './risky-deals';
import { SpeedTable } from './speed-table';
import { StageFunnel } from './stage-funnel';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'review.read');
  const params = new URL(request.url).searchParams;
  const reach = await getReach(ctx, askedUnit(params));
  const day = today(ctx.now);
  const [stages, flow, risky, changes] = await Promise.all([
    listStages(ctx),
    readFlow(ctx, reach),
    listRiskyDeals(ctx, reach),
    sumChanges(ctx, reach, addDays(day, -90)),
  ]);
  const used = new Set(flow.map(({ stageId }) => stageId));
  const groups = stageGroups(stages).filter(
    ({ stage, ids }) => stage.type === 'open' && ids.some((id) => used.has(id)),
  );
  const inUse = new Set(groups.map(({ stage }) => stage.pipelineCode));
  const pipelines = pipelinesFor(stages, ctx.actor.tenantId).filter(({ code }) => inUse.has(code));
  const pipeline =
    pipelines.find(({ code }) => code === params.get('pipeline'))?.code ?? pipelines[0]?.code ?? firstPipeline;
  // one path after the other: a deal never goes from one pipeline to the next; the versions of one go together
  const shown = groups.filter(({ stage }) => stage.pipelineCode === pipeline);
  const stageOf = new Map(shown.flatMap(({ stage, ids }) => ids.map((id) => [id, stage.id])));
  const rows = flow.flatMap((row) => {
    const stageId = stageOf.get(row.stageId);
    return stageId === undefined ? [] : [{ ...row, stageId }];
  });
  const here = rows.filter(({ part }) => part === 'here');
  return {
    unit: reach.unit,
    parents: reach.parents,
    pipeline,
    pipelines,
    stages: shown.map(({ stage: { id, name, nameEn } }) => ({ id, name, nameEn })),
    months: cohortMonths(day),
    cohorts: cohortsOf(rows),
    speeds: speedsOf(rows),
    ages: ages.map((age) => ({
      age,
      stages: here
        .filter((row) => ageOf(row.startsOn, day) === age)
        .map(({ stageId, count, fen }) => ({ stageId, count, fen })),
    })),
    slipped: changes.slipped?.count ?? 0,
    back: changes.back?.count ?? 0,
    risky,
  };
}

export type AnalysisPage = Awaited<ReturnType<typeof loader>>;

export default function Analysis() {
  const t = useT();
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={page.unit.name}
        crumbs={page.parents.map((p) => ({ to: `/review/analysis?unit=${p.id}`, label: p.name }))}
        views={<ReviewTabs at="/review/analysis" unitId={page.unit.id} />}
      />
      <PageBody>
        {page.pipelines.length > 1 && (
          <div className="mb-4 flex">
            <ViewSwitch
              label={t('process.pipeline')}
              items={page.pipelines.map(({ code, ...names }) => ({
                to: `/review/analysis?unit=${page.unit.id}&pipeline=${code}`,
                label: stageName(names, locale),
                active: code === page.pipeline,
              }))}
            />
          </div>
        )}
        {page.stages.length === 0 ? (
          <EmptyState title={t('analysis.nothing')}>{t('analysis.nothing_hint')}</EmptyState>
        ) : (
          <div className="grid items-start gap-4 *:min-w-0 xl:grid-cols-2">
            <StageFunnel page={page} />
            <CohortMap page={page} />
            <SpeedTable page={page} />
            <AgeMap page={page} />
          </div>
        )}
        <Card className="mt-4" padded={false} title={t('analysis.risks')} note={t('analysis.risks_note')}>
          <RiskyDeals deals={page.risky} />
        </Card>
      </PageBody>
    </>
  );
}
