import { and, asc, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { accounts, competitors, offerings, opportunities, people, pipelines, stages } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { readCriteria } from './criteria-input';
import type { Stage } from './rules';

export type Opportunity = typeof opportunities.$inferSelect;

/** In scope, deleted or not. */
export const opportunityHere = (ctx: Context, id: string) =>
  and(
    eq(opportunities.id, id),
    inReach(ctx, opportunities.tenantId),
    inScope(ctx, opportunities, opportunities.accountId),
  );

const withNames = (ctx: Context) =>
  ctx.db
    .select({
      opportunity: opportunities,
      accountName: accounts.name,
      ownerName: people.name,
      offeringName: offerings.name,
      offeringNameEn: offerings.nameEn,
      line: offerings.line,
      competitorName: competitors.name,
    })
    .from(opportunities)
    .leftJoin(accounts, and(eq(accounts.tenantId, opportunities.tenantId), eq(accounts.id, opportunities.accountId)))
    .leftJoin(people, eq(people.id, opportunities.ownerId))
    .leftJoin(offerings, eq(offerings.id, opportunities.offeringId))
    .leftJoin(competitors, eq(competitors.id, opportunities.competitorId));

export type OpportunityPage = Awaited<ReturnType<typeof getOpportunity>>;

/** The opportunity with the names its page shows; unseen, deleted and missing alike are not found. */
export async function getOpportunity(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [row] = await withNames(ctx).where(and(opportunityHere(ctx, id), isNull(opportunities.deletedAt)));
  if (!row) throw notFound();
  return row;
}

const listed = {
  id: opportunities.id,
  title: opportunities.title,
  stageId: opportunities.stageId,
  stageType: opportunities.stageType,
  totalFen: opportunities.totalFen,
  probability: opportunities.probability,
  expectedCloseOn: opportunities.expectedCloseOn,
  nextStep: opportunities.nextStep,
  nextStepOn: opportunities.nextStepOn,
  lastActivityAt: opportunities.lastActivityAt,
  ownerId: opportunities.ownerId,
  ownerName: people.name,
};
export type AccountOpportunity = Awaited<ReturnType<typeof listOpenOpportunitiesOf>>[number];

const listOf = (ctx: Context, accountId: string, more: SQL | undefined, limit: number) =>
  ctx.db
    .select(listed)
    .from(opportunities)
    .leftJoin(people, eq(people.id, opportunities.ownerId))
    .where(
      and(
        inReach(ctx, opportunities.tenantId),
        eq(opportunities.accountId, accountId),
        isNull(opportunities.deletedAt),
        inScope(ctx, opportunities, opportunities.accountId),
        more,
      ),
    )
    .orderBy(desc(opportunities.totalFen), asc(opportunities.id))
    .limit(limit);

/** Open and on hold, the largest first. */
export const listOpenOpportunitiesOf = (ctx: Context, accountId: string, limit = 50) =>
  listOf(ctx, accountId, inArray(opportunities.stageType, ['open', 'on_hold']), limit);

/** For pickers: the opportunities of one account, open ones and closed ones, in scope. */
export async function listOpportunityOptions(ctx: Context, accountId: string) {
  if (!isId(accountId)) return [];
  const rows = await listOf(ctx, accountId, undefined, 200);
  return rows.map(({ id, title, stageId, stageType }) => ({ id, title, stageId, stageType }));
}

export type PipelineStage = Stage & {
  pipelineTenantId: number | null;
  pipelineCode: string;
  pipelineName: string;
  pipelineNameEn: string;
  pipelineVersion: number;
};

// Definitions change a few times a year, and every page needs them. What is kept is the answer, never the question under way:
// that may wait in another transaction for a row that whoever asks here has locked.
const kept = new LRUCache<string, PipelineStage[]>({ max: 500, ttl: 5_000 });
let forgotten = 0;
/** What was published a moment ago is there for the next request. */
export const forgetStages = () => {
  forgotten += 1;
  kept.clear();
};

/** Every stage of every pipeline this person's rows can be in, pipeline by pipeline, in order. */
export async function listStages(ctx: Context): Promise<PipelineStage[]> {
  const key = [ctx.actor.tenantId, ...ctx.actor.visibleTenants].join();
  const ready = kept.get(key);
  if (ready) return ready;
  const since = forgotten;
  const read = await readStages(ctx);
  if (since === forgotten) kept.set(key, read);
  return read;
}

const readStages = async (ctx: Context): Promise<PipelineStage[]> => {
  const rows = await ctx.db
    .select({
      id: stages.id,
      pipelineId: stages.pipelineId,
      pipelineTenantId: pipelines.tenantId,
      pipelineCode: pipelines.code,
      pipelineName: pipelines.name,
      pipelineNameEn: pipelines.nameEn,
      pipelineVersion: pipelines.version,
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
  return rows.map((row) => ({ ...row, exitCriteria: readCriteria(row.exitCriteria) }));
};

export const firstPipeline = 'new_business';

/** The version new opportunities of this company start in: its own newest, else the national newest. */
export function pipelineFor<S extends PipelineStage>(all: S[], tenantId: number, code = firstPipeline): S[] {
  const ofCode = all.filter((stage) => stage.pipelineCode === code);
  const own = ofCode.filter((stage) => stage.pipelineTenantId === tenantId);
  const from = own.length ? own : ofCode.filter((stage) => stage.pipelineTenantId === null);
  const newest = Math.max(...from.map((stage) => stage.pipelineVersion));
  return from.filter((stage) => stage.pipelineVersion === newest);
}

/** The newest version of each pipeline a company can start an opportunity in. */
export function pipelinesFor(all: PipelineStage[], tenantId: number) {
  const codes = [...new Set(all.filter((s) => s.pipelineTenantId === null).map((s) => s.pipelineCode))];
  return codes.flatMap((code) => {
    const [first] = pipelineFor(all, tenantId, code);
    return first ? [{ code, name: first.pipelineName, nameEn: first.pipelineNameEn || first.pipelineName }] : [];
  });
}
