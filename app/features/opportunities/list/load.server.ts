import { eq } from 'drizzle-orm';
import { people, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { listStages, type PipelineStage, pipelineFor } from '../queries.server';
import { readFilter } from './filters';
import { findByText, narrowing } from './where.server';

/** What board, list, columns and export all begin with: the filter of the address, whose rows, and the stages. */
export async function readAsk(ctx: Context, params: URLSearchParams) {
  const filter = readFilter(params, ctx.actor.personId);
  const [narrow, all, unitName, ownerName, found] = await Promise.all([
    narrowing(ctx, filter),
    listStages(ctx),
    filter.unitId === null ? null : findUnitName(ctx, filter.unitId),
    filter.ownerId === null || filter.ownerId === ctx.actor.personId ? null : findPersonName(ctx, filter.ownerId),
    findByText(ctx, filter.q),
  ]);
  return {
    filter: { ...filter, found },
    narrow,
    unitName,
    ownerName,
    all,
    stages: pipelineOf(ctx, all, filter.stageIds[0]),
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

/** The pipeline of the stage asked for, else the person's own. */
function pipelineOf(ctx: Context, all: PipelineStage[], stageId: number | undefined) {
  const asked = all.find((stage) => stage.id === stageId)?.pipelineId;
  return asked ? all.filter((stage) => stage.pipelineId === asked) : pipelineFor(all, ctx.actor.tenantId);
}

/** Who leads others may ask for theirs, and hand over to them. */
export const leads = ({ actor }: Context) => actor.visibleTenants.length > 0 || actor.visibleUnits.length > 0;
