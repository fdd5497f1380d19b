import { and, eq } from 'drizzle-orm';
import { interactions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { findAccount } from '~/features/accounts/queries.server';
import { subjectOf } from '~/features/visits/commands/row.server';

async function lock(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select()
    .from(interactions)
    .where(
      and(
        eq(interactions.id, id),
        inReach(ctx, interactions.tenantId),
        inScope(ctx, interactions, interactions.accountId),
      ),
    )
    .for('update');
  if (!row) throw notFound();
  return row;
}

type Removed = Promise<Result<{ accountId: string }>>;

const put = (ctx: Context, id: string, isGone: boolean): Removed =>
  inTransaction(ctx, async (ctx) => {
    const row = await lock(ctx, id);
    requirePermission(ctx.actor, 'interaction.delete', row);
    if ((row.deletedAt !== null) === isGone) return ok({ accountId: row.accountId });
    if (!isGone && !(await findAccount(ctx, row.accountId))) return refused('account_deleted');
    const change = isGone
      ? { deletedAt: ctx.now, deletedBy: ctx.actor.personId }
      : { deletedAt: null, deletedBy: null };
    await ctx.db
      .update(interactions)
      .set({ ...change, version: row.version + 1, updatedAt: ctx.now })
      .where(and(eq(interactions.tenantId, row.tenantId), eq(interactions.id, row.id)));
    const { channel, text } = row;
    const told = isGone ? { before: { channel, text } } : { after: { channel, text } };
    await record(ctx, isGone ? 'interaction.deleted' : 'interaction.restored', subjectOf('interaction', row), told);
    return ok({ accountId: row.accountId });
  });

/** One noted by mistake; it can be taken back. */
export const deleteInteraction = (ctx: Context, id: string) => put(ctx, id, true);
export const restoreInteraction = (ctx: Context, id: string) => put(ctx, id, false);
