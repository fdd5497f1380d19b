import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { findAccount } from '~/features/accounts/queries.server';
import { writeChanges } from './change.server';
import { lockOpportunity, save, staleness, subjectOf } from './load.server';

/** Puts the opportunity into the recycle bin; doing it twice changes nothing more. */
export function deleteOpportunity(ctx: Context, id: string, input: { version: number }): Promise<Result<null>> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockOpportunity(ctx, id, true);
    requirePermission(ctx.actor, 'opportunity.delete', row);
    if (row.deletedAt) return ok(null);
    const stale = await staleness(ctx, row, input.version);
    if (stale) return stale;
    await Promise.all([
      save(ctx, row, { deletedAt: ctx.now, deletedBy: ctx.actor.personId }),
      writeChanges(ctx, row, [{ kind: 'deleted', fromStageId: row.stageId, fromTotalFen: row.totalFen }]),
      record(ctx, 'opportunity.deleted', subjectOf(row), { before: { title: row.title } }),
    ]);
    return ok(null);
  });
}

export function restoreOpportunity(ctx: Context, id: string): Promise<Result<null>> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockOpportunity(ctx, id, true);
    requirePermission(ctx.actor, 'recycle.restore', row);
    if (!row.deletedAt) return ok(null);
    if (!(await findAccount(ctx, row.accountId))) return refused('account_deleted');
    await Promise.all([
      save(ctx, row, { deletedAt: null, deletedBy: null }),
      writeChanges(ctx, row, [{ kind: 'restored', toStageId: row.stageId, toTotalFen: row.totalFen }]),
      record(ctx, 'opportunity.restored', subjectOf(row), { after: { title: row.title } }),
    ]);
    return ok(null);
  });
}
