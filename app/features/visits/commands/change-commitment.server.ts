import { and, eq, sql } from 'drizzle-orm';
import { commitments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { CommitmentChange } from '../commitment-input';
import { commitmentAllows } from '../rules';
import { checkBelonging } from './belonging.server';
import { lockCommitment, staleRecord, subjectOf } from './row.server';

/** Other words, another day, or another person of the same company to keep it. Sent twice, it is changed once. */
export const changeCommitment = (ctx: Context, input: CommitmentChange): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockCommitment(ctx, input.commitmentId);
    requirePermission(ctx.actor, 'commitment.update', row);
    const { text, dueOn, ownerId } = input;
    const isGiven = ownerId !== row.ownerId;
    const isReworded = text !== row.text || dueOn !== row.dueOn;
    if (!isGiven && !isReworded) return ok(null);
    if (row.version !== input.version) return staleRecord(ctx, row);
    if (!commitmentAllows(row.state, 'change')) return refused('commitment.settled_before');
    const account = { tenantId: row.tenantId, id: row.accountId };
    const belonging = isGiven ? await checkBelonging(ctx, account, { commitments: [{ ownerId }] }) : ok(null);
    if (!belonging.ok) return refused('invalid', { fields: { ownerId: 'visit.person_unknown' } });
    if (isReworded)
      await ctx.db
        .update(commitments)
        .set({ text, dueOn, updatedAt: ctx.now, ...(!isGiven && { version: row.version + 1 }) })
        .where(and(eq(commitments.tenantId, row.tenantId), eq(commitments.id, row.id)));
    if (isGiven) await givePromises(ctx, row.tenantId, [row.id], ownerId);
    await record(
      ctx,
      isGiven ? 'commitment.given' : 'commitment.changed',
      subjectOf('commitment', { ...row, ownerId }),
      {
        before: { text: row.text, dueOn: row.dueOn, ownerId: row.ownerId },
        after: { text, dueOn, ownerId },
      },
    );
    return ok(null);
  });

/** Gives open promises in the person's scope to somebody of the same company; whoever gives one away may see it no longer. */
export async function givePromises(ctx: Context, tenantId: number, ids: string[], ownerId: string) {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select id from app.give_promises(${tenantId}::integer, array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))::uuid[],
      ${ownerId}::uuid, ${ctx.now.toISOString()}::timestamptz) as id`);
  return [...rows].map((row) => row.id);
}
