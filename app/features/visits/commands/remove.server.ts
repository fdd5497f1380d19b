import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { findAccount } from '~/features/accounts/queries.server';
import { countLastVisits } from './last-visit.server';
import { lockVisit, saveVisit, staleRecord, subjectOf } from './row.server';

/** Into the recycle bin; done twice, it changes nothing more. */
export const deleteVisit = (ctx: Context, id: string, input: { version: number }): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id, true);
    requirePermission(ctx.actor, 'visit.delete', visit);
    if (visit.deletedAt) return ok(null);
    if (visit.version !== input.version) return staleRecord(ctx, visit);
    await saveVisit(ctx, visit, { deletedAt: ctx.now, deletedBy: ctx.actor.personId });
    if (visit.status === 'completed') await countLastVisits(ctx, visit.tenantId, [visit.accountId]);
    await record(ctx, 'visit.deleted', subjectOf('visit', visit), {
      before: { purpose: visit.purpose, status: visit.status, plannedAt: visit.plannedAt.toISOString() },
    });
    return ok(null);
  });

export const restoreVisit = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id, true);
    requirePermission(ctx.actor, 'recycle.restore', visit);
    if (!visit.deletedAt) return ok(null);
    if (!(await findAccount(ctx, visit.accountId))) return refused('account_deleted');
    await saveVisit(ctx, visit, { deletedAt: null, deletedBy: null, isProposed: visit.isProposed });
    if (visit.status === 'completed') await countLastVisits(ctx, visit.tenantId, [visit.accountId]);
    await record(ctx, 'visit.restored', subjectOf('visit', visit), {
      after: { purpose: visit.purpose, status: visit.status, plannedAt: visit.plannedAt.toISOString() },
    });
    return ok(null);
  });
