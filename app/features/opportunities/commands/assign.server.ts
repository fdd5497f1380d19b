import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { Opportunity } from '../queries.server';
import { writeChanges } from './change.server';
import { lockOpportunity, save, staleness, subjectOf } from './load.server';

/** Whether the person still works here and serves the account: its owner, on its team, or leading its unit. */
export async function mayOwn(
  ctx: Context,
  account: { tenantId: number; id: string; unitId: number },
  personId: string,
) {
  const day = today(ctx.now);
  const [found] = await ctx.db.execute(sql`
    select 1 from people p where p.id = ${personId} and (p.left_on is null or p.left_on >= ${day}::date) and (
      exists (select 1 from accounts a where a.tenant_id = ${account.tenantId} and a.id = ${account.id} and a.owner_id = p.id)
      or exists (select 1 from assignments s where s.tenant_id = ${account.tenantId} and s.account_id = ${account.id}
        and s.owner_id = p.id and s.during @> ${day}::date)
      or exists (select 1 from role_grants g join unit_tree u on u.ancestor_id = g.unit_id
        where g.person_id = p.id and g.role in ('team_lead', 'sales_director') and u.descendant_id = ${account.unitId}))`);
  return Boolean(found);
}

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
