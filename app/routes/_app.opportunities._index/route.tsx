import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { listAssigneeOptions } from '~/features/accounts/assignees.server';
import { shownValues } from '~/features/custom-fields/list-columns';
import { listedFields, onceEach } from '~/features/custom-fields/queries.server';
import type { CustomField } from '~/features/custom-fields/rules';
import { listCompetitors } from '~/features/offerings/queries.server';
import { listBoard } from '~/features/opportunities/list/board.server';
import { isFiltered, readSort } from '~/features/opportunities/list/filters';
import { leads, readAsk } from '~/features/opportunities/list/load.server';
import { listOpportunities } from '~/features/opportunities/list/page.server';
import type { OpportunityRow } from '~/features/opportunities/list/rows.server';
import { readWhole, sumByStage } from '~/features/opportunities/list/sums.server';
import type { PipelineStage } from '~/features/opportunities/queries.server';
import { findViewInUse } from '~/features/views/queries.server';
import { BoardPage } from './board-page';
import { ListPage } from './list-page';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.read');
  const params = new URL(request.url).searchParams;
  const ask = await readAsk(ctx, params);
  const { filter, narrow, all } = ask;
  const asList = params.get('shape') === 'list';
  const open = ask.columns.filter(({ stage }) => stage.type === 'open');
  const whole = readWhole(ctx, narrow, all);
  const [cards, page, sums, { sums: wholeSums, figures }, competitors, owners, own, view] = await Promise.all([
    asList ? [] : listBoard(ctx, filter, narrow, all, open),
    asList
      ? listOpportunities(ctx, filter, narrow, all, {
          sort: readSort(params),
          after: params.get('after'),
          before: params.get('before'),
        })
      : null,
    sumByStage(ctx, filter, narrow, all, whole),
    whole,
    asList ? listCompetitors(ctx) : [],
    // the filters as a page of their own, before JavaScript: there nobody can be looked up
    params.has('filter') && leads(ctx) ? listAssigneeOptions(ctx) : [],
    listedFields(ctx, 'opportunities'),
    findViewInUse(ctx, 'opportunities', params),
  ]);
  const fields = onceEach(ctx, own);
  return {
    fields,
    view,
    now: ctx.now.toISOString(),
    /** Those shown, and those of every version that has deals. */
    stages: all
      .filter((s) => ask.stages.some(({ id }) => id === s.id) || has(wholeSums.stages, s.id) || has(sums.stages, s.id))
      .map(shownStage),
    columns: ask.columns.map(({ stage, ids }) => ({ stage: shownStage(stage), ids })),
    pipeline: ask.pipeline,
    pipelines: ask.pipelines,
    cards,
    page: page && { ...page, rows: page.rows.map((row) => listed(row, fields)) },
    sums,
    /** Of all that is one's to see, whatever the filters. */
    whole: wholeSums,
    unitName: ask.unitName,
    figures,
    ownerName: ask.ownerName,
    owners: owners.map(({ id, name }) => ({ id, name })),
    competitors,
    filtered: isFiltered(filter),
    /** More is asked than whose: then the figures cover more than the rows. */
    narrowed: isFiltered({ ...filter, ownerId: null, unitId: null }),
    sort: readSort(params),
    may: {
      askOthers: leads(ctx),
      create: can(ctx.actor, 'opportunity.create'),
      move: can(ctx.actor, 'opportunity.advance'),
      update: can(ctx.actor, 'opportunity.update'),
      assign: can(ctx.actor, 'opportunity.assign'),
      export: can(ctx.actor, 'export.run'),
    },
  };
}

/** What the list shows of a row. */
const listed = ({ accountId: _a, ownerId: _o, custom, ...shown }: OpportunityRow, fields: CustomField[]) => ({
  ...shown,
  custom: shownValues(fields, custom),
});
export type ListRow = ReturnType<typeof listed>;

/** What a page says of a stage; what it asks for is told where a deal is moved. */
const shownStage = ({ exitCriteria: _e, guidance: _g, pipelineTenantId: _t, ...stage }: PipelineStage) => stage;
export type ShownStage = ReturnType<typeof shownStage>;

const has = (sums: { stageId: number }[], id: number) => sums.some((sum) => sum.stageId === id);
export type IndexData = Awaited<ReturnType<typeof loader>>;

export default function Opportunities() {
  const data = useLoaderData<typeof loader>();
  return data.page ? <ListPage data={data} page={data.page} /> : <BoardPage data={data} />;
}
