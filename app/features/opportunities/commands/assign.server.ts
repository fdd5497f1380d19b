import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { Opportunity } from '../queries.server';
import { mayOwn } from '../takers.server';
import { writeChanges } from './change.server';
import { lockOpportunity, save, staleness, subjectOf } from './load.server';

/** Gives the opportunity to another person who serves its account. */
export function assignOpportunity(
  ctx: Context,
  id: string,
  input: { ownerId: string; version: number },
): Promise<Result<{ ownerId: string }>> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockOpportunity(ctx, id);
    requirePermission(ctx.actor, 'opportunity.assign', row);
    return (await staleness(ctx, row, input.version)) ?? assignLocked(ctx, row, input.ownerId);
  });
}

export async function assignLocked(
  ctx: Context,
  row: Opportunity,
  ownerId: string,
): Promise<Result<{ ownerId: string }>> {
  if (row.ownerId === ownerId) return ok({ ownerId });
  const account = { tenantId: row.tenantId, id: row.accountId, unitId: row.unitId };
  if (!(await mayOwn(ctx, account, ownerId)))
    return refused('opportunity.owner_not_on_team', { fields: { ownerId: 'error.choose' } });
  await Promise.all([
    save(ctx, row, { ownerId }),
    writeChanges(ctx, { ...row, ownerId }, [{ kind: 'owner', fromOwnerId: row.ownerId, toOwnerId: ownerId }]),
    record(ctx, 'opportunity.assigned', subjectOf({ ...row, ownerId }), {
      before: { ownerId: row.ownerId },
      after: { ownerId },
    }),
  ]);
  return ok({ ownerId });
}
