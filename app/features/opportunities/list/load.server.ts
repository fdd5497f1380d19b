import { eq } from 'drizzle-orm';
import { people, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { customCriteria } from '../../custom-fields/filters.server';
import { boardColumns } from '../board-columns';
import { firstPipeline, listStages, type PipelineStage, pipelineFor, pipelinesFor } from '../queries.server';
import { readFilter } from './filters';
import { findByText, narrowing } from './where.server';

/** What board, list, columns and export all begin with: the filter of the address, whose rows, and the stages. */
export async function readAsk(ctx: Context, params: URLSearchParams) {
  const filter = readFilter(params, ctx.actor.personId);
  const [narrow, all, unitName, ownerName, found, custom] = await Promise.all([
    narrowing(ctx, filter),
    listStages(ctx),
    filter.unitId === null ? null : findUnitName(ctx, filter.unitId),
    filter.ownerId === null || filter.ownerId === ctx.actor.personId ? null : findPersonName(ctx, filter.ownerId),
    findByText(ctx, filter.q),
    customCriteria(ctx, 'opportunities', params),
  ]);
  const code = pipelineOf(all, params.get('pipeline'), filter.stageIds[0]);
  const family = all.filter((stage) => stage.pipelineCode === code);
  const stages = pipelineFor(all, ctx.actor.tenantId, code);
  const ofPipeline = params.has('pipeline') && params.get('shape') === 'list' && !filter.stageIds.length;
  return {
    filter: { ...filter, found, custom, ...(ofPipeline && { stageIds: family.map((stage) => stage.id) }) },
    narrow,
    unitName,
    ownerName,
    all,
    stages,
    pipeline: code,
    pipelines: pipelinesFor(all, ctx.actor.tenantId),
    columns: boardColumns(stages, family),
  };
}

async function findUnitName(ctx: Context, id: number) {
  const [row] = await ctx.db.select({ name: units.name }).from(units).where(eq(units.id, id));
  return row?.name ?? null;
}

async function findPersonName(ctx: Context, id: string) {
  const [row] = await ctx.db.select({ name: people.name }).from(people).where(eq(people.id, id));
  return row?.name ?? null;
}

/** The pipeline asked for, that of the stage asked for, else the first. */
function pipelineOf(all: PipelineStage[], asked: string | null, stageId: number | undefined) {
  if (all.some((stage) => stage.pipelineCode === asked)) return asked ?? firstPipeline;
  return all.find((stage) => stage.id === stageId)?.pipelineCode ?? firstPipeline;
}

/** Who leads others may ask for theirs, and hand over to them. */
export const leads = ({ actor }: Context) => actor.visibleTenants.length > 0 || actor.visibleUnits.length > 0;
