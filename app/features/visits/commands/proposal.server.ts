import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { inspectVisit, lockVisit, saveVisit, staleRecord, subjectOf } from './row.server';

/** The visit stands as if its owner had planned it. */
export const keepProposal = (ctx: Context, id: string, input: { version: number }): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (!visit.isProposed) return ok(null);
    if (visit.version !== input.version) return staleRecord(ctx, visit);
    await saveVisit(ctx, visit, {});
    await record(ctx, 'visit.proposal_kept', subjectOf('visit', visit));
    return ok(null);
  });

/** Goes to the recycle bin, from where it still keeps the job from proposing the same again. */
export const rejectProposal = (ctx: Context, id: string, input: { version: number }): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    if (await inspectVisit(ctx, id, (row) => row.deletedAt !== null && row.isProposed)) return ok(null);
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (visit.version !== input.version || !visit.isProposed) return staleRecord(ctx, visit);
    await saveVisit(ctx, visit, { deletedAt: ctx.now, deletedBy: ctx.actor.personId, isProposed: true });
    await record(ctx, 'visit.proposal_rejected', subjectOf('visit', visit), {
      before: { plannedAt: visit.plannedAt.toISOString() },
    });
    return ok(null);
  });
