import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { accounts, interactions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { readCursor, writeCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
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

type Page = { accountId: string; after: string | null; limit: number };

/** What was said with one customer, the latest first. */
export async function listInteractions(ctx: Context, { accountId, after, limit }: Page) {
  const cursor = readCursor(after);
  const at = sql`${String(cursor?.value)}::timestamptz`;
  const past = cursor
    ? sql`${interactions.at} <= ${at} and (${interactions.at} < ${at} or ${interactions.id} > ${cursor.id}::uuid)`
    : undefined;
  const found = await ctx.db
    .select({ row: interactions, exact: sql<string>`${interactions.at}::text` })
    .from(interactions)
    .where(and(eq(interactions.accountId, accountId), here(ctx), past))
    .orderBy(desc(interactions.at), asc(interactions.id))
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ row }) => row),
    next: found.length > limit && last ? writeCursor({ value: last.exact, id: last.row.id }) : null,
  };
}
