import { asc, eq } from 'drizzle-orm';
import { pipelines, stages } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { LRUCache } from 'lru-cache';
import type { Stage } from './rules';

export type PipelineStage = Stage & { pipelineTenantId: number | null };

// Definitions change a few times a year, and every page needs them.
const kept = new LRUCache<string, Promise<PipelineStage[]>>({ max: 500, ttl: 60_000 });

/** Every stage of every pipeline this person's rows can be in, pipeline by pipeline, in order. */
export function listStages(ctx: Context): Promise<PipelineStage[]> {
  const key = [ctx.actor.tenantId, ...ctx.actor.visibleTenants].join();
  const ready = kept.get(key);
  if (ready) return ready;
  const read = readStages(ctx);
  kept.set(key, read);
  read.catch(() => kept.delete(key));
  return read;
}

const readStages = async (ctx: Context): Promise<PipelineStage[]> =>
  ctx.db
    .select({
      id: stages.id,
      pipelineId: stages.pipelineId,
      pipelineTenantId: pipelines.tenantId,
      position: stages.position,
      code: stages.code,
      name: stages.name,
      nameEn: stages.nameEn,
      type: stages.type,
      probability: stages.probability,
      stuckAfterDays: stages.stuckAfterDays,
      exitCriteria: stages.exitCriteria,
      guidance: stages.guidance,
    })
    .from(stages)
    .innerJoin(pipelines, eq(pipelines.id, stages.pipelineId))
    .orderBy(asc(stages.pipelineId), asc(stages.position));

/** The pipeline new opportunities of this person start in: the tenant's newest, else the national one. */
export function pipelineFor(all: PipelineStage[], tenantId: number): PipelineStage[] {
  const own = all.filter((stage) => stage.pipelineTenantId === tenantId);
  const from = own.length ? own : all.filter((stage) => stage.pipelineTenantId === null);
  const newest = Math.max(...from.map((stage) => stage.pipelineId));
  return from.filter((stage) => stage.pipelineId === newest);
}
