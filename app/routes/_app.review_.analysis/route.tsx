import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { listStages } from '~/features/opportunities/queries.server';
import { sumChanges } from '~/features/review/changes.server';
import { readFlow } from '~/features/review/flow/queries.server';
import { ageOf, ages, cohortMonths, cohortsOf, speedsOf } from '~/features/review/flow/rules';
import { askedUnit, getReach } from '~/features/review/reach.server';
import { ReviewTabs } from '~/features/review/review-tabs';
import { listRiskyDeals } from '~/features/review/talks/deals.server';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { PageBody, PageHead } from '~/ui/page-head';
import { AgeMap } from './age-map';
import { CohortMap } from './cohort-map';
import { RiskyDeals } from './risky-deals';
import { SpeedTable } from './speed-table';
import { StageFunnel } from './stage-funnel';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'review.read');
  const reach = await getReach(ctx, askedUnit(new URL(request.url).searchParams));
  const day = today(ctx.now);
  const [stages, rows, risky, changes] = await Promise.all([
    listStages(ctx),
    readFlow(ctx, reach),
    listRiskyDeals(ctx, reach),
    sumChanges(ctx, reach, addDays(day, -90)),
  ]);
  const here = rows.filter(({ part }) => part === 'here');
  const used = new Set(rows.map(({ stageId }) => stageId));
  return {
    unit: reach.unit,
    parents: reach.parents,
    stages: stages
      .filter(({ id, type }) => type === 'open' && used.has(id))
      .map(({ id, name, nameEn }) => ({ id, name, nameEn })),
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
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={page.unit.name}
        crumbs={page.parents.map((p) => ({ to: `/review/analysis?unit=${p.id}`, label: p.name }))}
        views={<ReviewTabs at="/review/analysis" unitId={page.unit.id} />}
      />
      <PageBody>
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
