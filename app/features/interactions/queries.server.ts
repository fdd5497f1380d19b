import { and, eq, isNull } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach, inScope } from '~/core/scope.server';
import { type Account, findAccount } from '~/features/accounts/queries.server';

/** The account another system knows by this key, where the person sees it. */
export async function findAccountByKey(ctx: Context, key: string): Promise<Account | null> {
  const found = await ctx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.externalKey, key),
        isNull(accounts.deletedAt),
        inReach(ctx, accounts.tenantId),
        inScope(ctx, accounts, accounts.id),
      ),
    )
    .limit(2);
  const [only, another] = found;
  return only && !another ? findAccount(ctx, only.id) : null;
}
