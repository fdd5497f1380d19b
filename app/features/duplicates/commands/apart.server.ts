import { and, eq } from 'drizzle-orm';
import { accountPairs, accounts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';

/** Remembers that two accounts are not one, or takes that back. */
export function setApart(ctx: Context, pairId: string, isApart: boolean): Promise<Result<null>> {
  return inTransaction(ctx, async (ctx) => {
    const [pair] = await ctx.db
      .select()
      .from(accountPairs)
      .where(and(eq(accountPairs.id, pairId), inReach(ctx, accountPairs.tenantId)))
      .for('update');
    if (!pair) throw notFound();
    const [low, high] = await Promise.all([
      find(ctx, pair.tenantId, pair.lowId),
      find(ctx, pair.tenantId, pair.highId),
    ]);
    requirePermission(ctx.actor, 'account.merge', low);
    requirePermission(ctx.actor, 'account.merge', high);
    const state = isApart ? 'apart' : 'open';
    if (pair.state === 'merged' || pair.state === state) return ok(null);
    await ctx.db
      .update(accountPairs)
      .set({ state, decidedBy: ctx.actor.personId, decidedAt: ctx.now })
      .where(and(eq(accountPairs.tenantId, pair.tenantId), eq(accountPairs.id, pairId)));
    const { id, tenantId, unitId, ownerId } = low;
    await record(
      ctx,
      isApart ? 'account.told_apart' : 'account.doubted_again',
      { kind: 'account', id, tenantId, unitId, ownerId },
      { after: { accountId: high.id } },
    );
    return ok(null);
  });
}

async function find(ctx: Context, tenantId: number, id: string) {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.tenantId, tenantId), eq(accounts.id, id), inScope(ctx, accounts, accounts.id)));
  if (!account) throw notFound();
  return account;
}
