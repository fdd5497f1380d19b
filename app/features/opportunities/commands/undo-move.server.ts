import { and, desc, eq, inArray } from 'drizzle-orm';
import { opportunityChanges } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { listStages } from '../queries.server';
import { probabilityAfter } from '../rules';
import { writeChanges } from './change.server';
import { lockOpportunity, save, staleness, subjectOf } from './load.server';

const undoMinutes = 10;

/** Takes back one's own last move, shortly after it; the history keeps both. */
export function undoMove(ctx: Context, id: string, input: { version: number }): Promise<Result<{ to: number }>> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockOpportunity(ctx, id);
    requirePermission(ctx.actor, 'opportunity.advance', row);
    const stale = await staleness(ctx, row, input.version);
    if (stale) return stale;
    const [stages, [last, before]] = await Promise.all([listStages(ctx), lastMoves(ctx, row)]);
    const from = stages.find((stage) => stage.id === row.stageId);
    const to = stages.find((stage) => stage.id === last?.fromStageId);
    const recent = last && ctx.now.getTime() - last.at.getTime() < undoMinutes * 60_000;
    if (!from || !to || !recent || last.byId !== ctx.actor.personId) return refused('opportunity.undo_too_late');
    await Promise.all([
      save(ctx, row, {
        stageId: to.id,
        stageType: to.type,
        stageEnteredAt: before?.at ?? row.createdAt,
        probability: from.type === 'open' ? probabilityAfter(row.probability, from, to) : to.probability,
        closedOn: null,
        closeReason: null,
        closeNote: null,
        closeDetail: null,
        priceGapFen: null,
        priceGapBp: null,
        doAgain: null,
        retryOn: null,
      }),
      writeChanges(ctx, row, [{ kind: 'moved', fromStageId: from.id, toStageId: to.id }]),
      record(ctx, 'opportunity.move_undone', subjectOf(row), {
        before: { stage: from.code, stageId: from.id },
        after: { stage: to.code, stageId: to.id },
      }),
    ]);
    return ok({ to: to.id });
  });
}

const lastMoves = (ctx: Context, row: { tenantId: number; id: string }) =>
  ctx.db
    .select({ at: opportunityChanges.at, byId: opportunityChanges.byId, fromStageId: opportunityChanges.fromStageId })
    .from(opportunityChanges)
    .where(
      and(
        eq(opportunityChanges.tenantId, row.tenantId),
        eq(opportunityChanges.opportunityId, row.id),
        inArray(opportunityChanges.kind, ['moved', 'created']),
      ),
    )
    .orderBy(desc(opportunityChanges.at), desc(opportunityChanges.id))
    .limit(2);
