import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { evidenceOf } from '../evidence-asked';
import type { EvidenceInput } from '../input';
import { listStages, type Opportunity } from '../queries.server';
import type { Stage } from '../rules';
import { lockOpportunity, save, staleness, subjectOf } from './load.server';

/** Says that something a stage asks for has been done (or, after all, has not), by whom and when. */
export function tickEvidence(ctx: Context, id: string, input: EvidenceInput): Promise<Result<{ version: number }>> {
  return inTransaction(ctx, async (ctx) => {
    const [row, stages] = await Promise.all([lockOpportunity(ctx, id), listStages(ctx)]);
    requirePermission(ctx.actor, 'opportunity.advance', row);
    const stale = await staleness(ctx, row, input.version);
    if (stale) return stale;
    if (
      !isAskedFor(
        stages.filter((stage) => stage.pipelineId === row.pipelineId),
        input.kind,
      )
    )
      return refused('invalid', { fields: { kind: 'error.choose' } });
    const { [input.kind]: before, ...others } = row.evidence;
    const tick = { at: ctx.now.toISOString(), by: ctx.actor.personId, ...(input.note && { note: input.note }) };
    await Promise.all([
      save(ctx, row, {
        evidence: input.done ? { ...others, [input.kind]: tick } : others,
        lastActivityAt: ctx.now,
      }),
      record(ctx, 'opportunity.evidence', subjectOf(row), {
        before: { [input.kind]: before ?? null },
        after: { [input.kind]: input.done ? tick : null },
      }),
    ]);
    return ok({ version: row.version + 1 });
  });
}

/** Ticks what a file proves, unless that is done; a word on it is kept either way. The deal is locked by the caller. */
export async function proveEvidence(
  ctx: Context,
  row: Opportunity,
  key: string,
  note: string | null,
): Promise<Result<null>> {
  const stages = (await listStages(ctx)).filter((stage) => stage.pipelineId === row.pipelineId);
  if (!isAskedFor(stages, key)) return refused('invalid', { fields: { as: 'error.choose' } });
  const before = row.evidence[key];
  if (before && !note) return ok(null);
  const tick = { at: ctx.now.toISOString(), by: ctx.actor.personId, ...(note && { note }) };
  await save(ctx, row, { evidence: { ...row.evidence, [key]: tick }, lastActivityAt: ctx.now });
  await record(ctx, 'opportunity.evidence', subjectOf(row), {
    before: { [key]: before ?? null },
    after: { [key]: tick },
  });
  return ok(null);
}

const isAskedFor = (stages: Stage[], key: string) => evidenceOf(stages).some((one) => one.key === key);
