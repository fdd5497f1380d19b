import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { leavesOf } from '../criteria';
import type { EvidenceInput } from '../input';
import { listStages } from '../queries.server';
import { evidenceKinds, type Stage } from '../rules';
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

/** Evidence that every deal can show, or that a stage of this one's process asks for. */
const isAskedFor = (stages: Stage[], key: string) =>
  (evidenceKinds as readonly string[]).includes(key) ||
  stages.some(({ exitCriteria }) =>
    exitCriteria.flatMap(leavesOf).some((one) => one.kind === 'evidence' && one.key === key),
  );
