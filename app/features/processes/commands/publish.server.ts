import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { pipelineDrafts, pipelines, stages } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { readCriteria } from '../../opportunities/criteria-input';
import { forgetStages } from '../../opportunities/queries.server';
import { definitionProblems, extensionProblems, rebase } from '../problems';
import { type Company, sameDraft } from '../queries.server';
import type { Definition } from '../rules';
import { overtaken, requireWriter } from './draft.server';
import { recordProcess } from './record.server';

type Published = { id: number; tenantId: number | null; version: number; definition: Definition };

/**
 * Makes the next version of the draft. Deals under way keep theirs. A national version takes every company's extension
 * along, so that none is weaker than it for a moment.
 */
export async function publishDraft(
  ctx: Context,
  { company, code }: { company: Company; code: string },
  input: { version: number },
): Promise<Result<{ version: number; extensions: number }>> {
  const result = await inTransaction(ctx, async (ctx) => {
    await requireWriter(ctx, company);
    const [draft] = await ctx.db.select().from(pipelineDrafts).where(sameDraft(company, code)).for('update');
    if (!draft || draft.version !== input.version) return overtaken(ctx, company, code);
    const core = await newest(ctx, null, code);
    const now = company === null ? core : await newest(ctx, company, code);
    if (!core) throw notFound();
    // what was written before this version of the program may name what it no longer knows
    const definition = reread(draft.definition);
    const problems = [
      ...definitionProblems(definition),
      ...(company === null ? [] : extensionProblems(core.definition, definition)),
      ...typesChanged(now ?? core, definition),
    ];
    if (problems.length) return refused('process.unfit', { details: problems });
    if (JSON.stringify(definition) === JSON.stringify((now ?? core).definition)) return refused('process.nothing_new');

    const version = (now?.version ?? 0) + 1;
    const id = await write(ctx, company, code, version, definition, company === null ? null : core.id);
    await ctx.db.delete(pipelineDrafts).where(eq(pipelineDrafts.id, draft.id));
    await recordProcess(ctx, 'process.published', company, code, { after: { version } });
    const extensions = company === null ? await takeAlong(ctx, code, id, definition) : 0;
    return ok({ version, extensions });
  });
  if (result.ok) forgetStages();
  return result;
}

const reread = (definition: Definition): Definition => ({
  ...definition,
  stages: definition.stages.map((stage) => ({ ...stage, exitCriteria: readCriteria(stage.exitCriteria) })),
});

/** A stage keeps its type for ever: sums and reviews lean on it. */
const typesChanged = ({ definition: before }: Published, { stages: after }: Definition) =>
  after.flatMap((stage) => {
    const was = before.stages.find(({ code }) => code === stage.code);
    return was && was.type !== stage.type
      ? [{ stage: stage.code, name: stage.name, field: 'type' as const, reason: 'stage_type' as const }]
      : [];
  });

async function newest(ctx: Context, company: Company, code: string): Promise<Published | null> {
  const [pipeline] = await ctx.db
    .select()
    .from(pipelines)
    .where(
      and(
        company === null ? isNull(pipelines.tenantId) : eq(pipelines.tenantId, company),
        eq(pipelines.code, code),
        isNotNull(pipelines.publishedAt),
      ),
    )
    .orderBy(desc(pipelines.version))
    .limit(1);
  return pipeline ? withStages(ctx, pipeline) : null;
}

async function withStages(ctx: Context, pipeline: typeof pipelines.$inferSelect): Promise<Published> {
  const rows = await ctx.db.select().from(stages).where(eq(stages.pipelineId, pipeline.id)).orderBy(stages.position);
  return {
    id: pipeline.id,
    tenantId: pipeline.tenantId,
    version: pipeline.version,
    definition: {
      name: pipeline.name,
      nameEn: pipeline.nameEn || pipeline.name,
      stages: rows.map(({ id: _i, pipelineId: _p, position: _o, exitCriteria, ...stage }) => ({
        code: stage.code,
        name: stage.name,
        nameEn: stage.nameEn,
        type: stage.type,
        probability: stage.probability,
        stuckAfterDays: stage.stuckAfterDays,
        guidance: stage.guidance,
        exitCriteria: readCriteria(exitCriteria),
      })),
    },
  };
}

async function write(
  ctx: Context,
  company: Company,
  code: string,
  version: number,
  { name, nameEn, stages: defined }: Definition,
  coreId: number | null,
) {
  const [row] = await ctx.db
    .insert(pipelines)
    .values({
      tenantId: company,
      code,
      name,
      nameEn,
      version,
      publishedAt: ctx.now,
      publishedBy: ctx.actor.personId,
      coreId,
    })
    .returning({ id: pipelines.id });
  await ctx.db.insert(stages).values(defined.map((stage, n) => ({ ...stage, pipelineId: row!.id, position: n + 1 })));
  return row!.id;
}

/** The next version of each company's extension, on top of the new national one. */
async function takeAlong(ctx: Context, code: string, coreId: number, core: Definition) {
  const extensions = await ctx.db
    .selectDistinctOn([pipelines.tenantId])
    .from(pipelines)
    .where(and(isNotNull(pipelines.tenantId), eq(pipelines.code, code), isNotNull(pipelines.publishedAt)))
    .orderBy(pipelines.tenantId, desc(pipelines.version));
  for (const extension of extensions) {
    const { definition, version, tenantId } = await withStages(ctx, extension);
    await write(ctx, tenantId, code, version + 1, rebase(core, definition), coreId);
    await recordProcess(ctx, 'process.published', tenantId, code, { after: { version: version + 1 } });
  }
  return extensions.length;
}
