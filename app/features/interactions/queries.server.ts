import { and, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import { accounts, interactions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal } from '~/core/dates';
import { isId } from '~/core/ids';
import { bothWays, changedSince, cutPage, pageOfKeys } from '~/core/order.server';
import { readCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { narrowing } from '~/features/accounts/queries/list.server';
import { type Account, findAccount } from '~/features/accounts/queries.server';
import type { InteractionChannel } from './rules';

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

const here = (ctx: Context) =>
  and(
    isNull(interactions.deletedAt),
    inReach(ctx, interactions.tenantId),
    inScope(ctx, interactions, interactions.accountId),
  );

export async function getInteraction(ctx: Context, id: string) {
  const [row] = isId(id)
    ? await ctx.db
        .select()
        .from(interactions)
        .where(and(eq(interactions.id, id), here(ctx)))
    : [];
  if (!row) throw notFound();
  return row;
}

export const interactionOrders = {
  ...bothWays('at', sql`t.at`, 'timestamptz', true),
  ...bothWays('updated', sql`t.updated_at`, 'timestamptz'),
};

export type InteractionAsk = {
  sort: keyof typeof interactionOrders;
  after: string | null;
  limit: number;
  accountId?: string | null;
  owner?: string | null;
  unit?: number | null;
  channel?: InteractionChannel | null;
  /** Days, both included. */
  from?: string | null;
  to?: string | null;
  since?: Date | null;
};

/** What was said with the customers in sight, or with one of them. */
export async function listInteractions(ctx: Context, ask: InteractionAsk) {
  const { sort, after, limit, accountId, owner = null, unit = null, channel, from, to, since } = ask;
  const where = [sql`t.deleted_at is null`, changedSince(since)];
  if (accountId) where.push(sql`t.account_id = ${accountId}::uuid`);
  if (channel) where.push(sql`t.channel = ${channel}`);
  if (from) where.push(sql`t.at >= ${fromLocal(from).toISOString()}::timestamptz`);
  if (to) where.push(sql`t.at < ${fromLocal(addDays(to, 1)).toISOString()}::timestamptz`);
  const { keys, sorted, exact } = pageOfKeys(ctx, interactions, {
    order: interactionOrders[sort],
    where: sql.join(where, sql` and `),
    after: readCursor(after),
    limit,
    account: interactions.accountId,
    narrow: await narrowing(ctx, { owner, unit }),
  });
  const found = await ctx.db
    .select({ ...getTableColumns(interactions), exact })
    .from(keys)
    .innerJoin(interactions, sql`${interactions.tenantId} = k.tenant_id and ${interactions.id} = k.id`)
    .orderBy(sorted);
  return cutPage(found, limit);
}
