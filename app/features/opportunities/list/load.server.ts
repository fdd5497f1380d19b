import { eq } from 'drizzle-orm';
import { units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { listAssigneeOptions } from '../../accounts/assignees.server';
import { listStages, type PipelineStage, pipelineFor } from '../queries.server';
import { readFilter } from './filters';
import { findByText, narrowing } from './where.server';

/** What board, list, columns and export all begin with: the filter of the address, whose rows, and the stages. */
export async function readAsk(ctx: Context, params: URLSearchParams) {
  const filter = readFilter(params, ctx.actor.personId);
  const [narrow, all, unitName, found] = await Promise.all([
    narrowing(ctx, filter),
    listStages(ctx),
    filter.unitId === null ? null : findUnitName(ctx, filter.unitId),
    findByText(ctx, filter.q),
  ]);
  return { filter: { ...filter, found }, narrow, unitName, all, stages: pipelineOf(ctx, all, filter.stageIds[0]) };
}

async function findUnitName(ctx: Context, id: number) {
  const [row] = await ctx.db.select({ name: units.name }).from(units).where(eq(units.id, id));
  return row?.name ?? null;
}

/** The pipeline of the stage asked for, else the person's own. */
function pipelineOf(ctx: Context, all: PipelineStage[], stageId: number | undefined) {
  const asked = all.find((stage) => stage.id === stageId)?.pipelineId;
  return asked ? all.filter((stage) => stage.pipelineId === asked) : pipelineFor(all, ctx.actor.tenantId);
}

/** People to filter by and to hand over to; nobody leads nothing. */
export const listOwners = (ctx: Context) =>
  ctx.actor.visibleTenants.length || ctx.actor.visibleUnits.length ? listAssigneeOptions(ctx) : [];
