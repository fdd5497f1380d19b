import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { getPerson } from '~/features/people/queries/people.server';
import { listColleaguesOf } from '../queries/pickers.server';
import { subjectOf } from './row.server';

const mostAtOnce = 500;

type Given = { tenant_id: number; id: string; unit_id: number; account_id: string; text: string; due_on: string };

/**
 * Gives what somebody has promised and not settled to a colleague: what lies in scope, and all of it when they work in a
 * unit this person leads. Done again, nothing is left to give.
 */
export const handOverPromises = (
  ctx: Context,
  leaverId: string,
  { ownerId }: { ownerId: string },
): Promise<Result<{ given: number }>> =>
  inTransaction(ctx, async (ctx) => {
    const leaver = await getPerson(ctx, leaverId);
    requirePermission(ctx.actor, 'account.assign');
    const [recipient] = await listColleaguesOf(ctx, leaver.tenantId, { id: ownerId });
    if (!recipient || ownerId === leaver.id) return refused('invalid', { fields: { ownerId: 'visit.person_unknown' } });
    const given = await ctx.db.execute<Given>(sql`
      select * from app.hand_over_promises(${leaver.id}::uuid, ${ownerId}::uuid, ${mostAtOnce}, ${ctx.now.toISOString()}::timestamptz)`);
    for (const { text, due_on: dueOn, ...one } of given) {
      const row = { id: one.id, tenantId: one.tenant_id, unitId: one.unit_id, accountId: one.account_id, ownerId };
      await record(ctx, 'commitment.given', subjectOf('commitment', row), {
        before: { ownerId: leaver.id },
        after: { text, dueOn, ownerId },
      });
    }
    return ok({ given: given.length });
  });
