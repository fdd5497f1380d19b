import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { accounts, enterprises, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { normalise } from '~/core/pinyin.server';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope, scopedKeys } from '~/core/scope.server';
import { searchTerms } from '~/core/search-terms';

export type Account = typeof accounts.$inferSelect;
export type AccountOption = { id: string; name: string; ownerName: string | null };

/** In scope, in the recycle bin too. */
const accountAnywhere = (ctx: Context, id: string) =>
  and(eq(accounts.id, id), inReach(ctx, accounts.tenantId), inScope(ctx, accounts, accounts.id));

/** Present and in scope. */
export const accountHere = (ctx: Context, id: string) => and(accountAnywhere(ctx, id), isNull(accounts.deletedAt));

export async function findAccount(ctx: Context, id: string): Promise<Account | null> {
  if (!isId(id)) return null;
  const [row] = await ctx.db.select().from(accounts).where(accountHere(ctx, id));
  return row ?? null;
}

export async function getAccount(ctx: Context, id: string): Promise<Account> {
  const account = await findAccount(ctx, id);
  if (!account) throw notFound();
  return account;
}

/** The account for a command that changes it: nobody else does meanwhile. */
export async function lockAccount(ctx: Context, id: string, deleted = false): Promise<Account> {
  const which = (deleted ? accountAnywhere : accountHere)(ctx, id);
  const [row] = isId(id) ? await ctx.db.select().from(accounts).where(which).for('update') : [];
  if (!row) throw notFound();
  return row;
}

/** Lists go as one literal: the connection does not know array types. */
export const textArray = (words: readonly string[]) =>
  `{${words.map((word) => `"${word.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;

/** As many as the search function gives at most: fewer are all there are. */
export const mostHits = 50;

/**
 * What a text means as a condition on accounts (or contacts) `t`: the keys found by index when they are few, otherwise the patterns,
 * which an ordered walk meets soon because they are common. Null for a text without anything to look for.
 */
export async function searchedBy(
  ctx: Context,
  q: string | null,
  kind: 'account' | 'contact' = 'account',
): Promise<SQL | null> {
  const terms = q ? searchTerms(normalise(q)) : null;
  if (!terms) return null;
  const hits = await ctx.db.execute<{ id: string }>(sql`
    select id from app.search(${textArray([kind])}::text[], ${textArray(terms.patterns)}::text[], ${terms.prefix}, ${mostHits})`);
  if (hits.length < mostHits) return sql`t.id = any(${textArray([...hits].map((hit) => hit.id))}::uuid[])`;
  return sql.join(
    terms.patterns.map((pattern) => sql`t.search like ${pattern}`),
    sql` and `,
  );
}

/** For pickers: at most 20 accounts in scope by name, pinyin, initials or code; without `q` the ones changed last. */
export async function listAccountOptions(ctx: Context, q = ''): Promise<AccountOption[]> {
  const searched = (await searchedBy(ctx, q)) ?? sql`true`;
  const keys = scopedKeys(ctx, accounts, {
    where: sql`t.deleted_at is null and ${searched}`,
    sort: sql`t.updated_at`,
    order: sql`t.updated_at desc, t.id`,
    limit: 20,
    account: accounts.id,
  });
  const rows = await ctx.db.execute<{ id: string; name: string; owner_name: string | null }>(sql`
    select a.id, a.name, o.name as owner_name from (select * from ${keys} w order by sort_key desc, id limit 20) k
    join accounts a on a.tenant_id = k.tenant_id and a.id = k.id left join people o on o.id = a.owner_id
    order by k.sort_key desc, k.id`);
  return [...rows].map((row) => ({ id: row.id, name: row.name, ownerName: row.owner_name }));
}

/** One's own accounts, the ones changed last first. */
export async function listOwnAccountIds(ctx: Context, limit: number, first: string[] = []): Promise<string[]> {
  const place = sql`array_position(array(select jsonb_array_elements_text(${JSON.stringify(first)}::jsonb))::uuid[], ${accounts.id})`;
  const rows = await ctx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.ownerId, ctx.actor.personId), isNull(accounts.deletedAt)))
    .orderBy(sql`${place} nulls last`, desc(accounts.updatedAt), asc(accounts.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** How many accounts are the person's own, counted no further than the cap. */
export async function countOwnAccounts(ctx: Context, cap: number): Promise<number> {
  const mine = ctx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.ownerId, ctx.actor.personId), isNull(accounts.deletedAt)))
    .limit(cap)
    .as('mine');
  const [row] = await ctx.db.select({ n: sql<number>`count(*)::int` }).from(mine);
  return row?.n ?? 0;
}

/** The names of some accounts, for those of them that are in scope. */
export function listAccountNames(ctx: Context, ids: string[]) {
  return ctx.db
    .select({ id: accounts.id, tenantId: accounts.tenantId, name: accounts.name, ownerId: accounts.ownerId })
    .from(accounts)
    .where(
      and(
        inArray(accounts.id, ids),
        isNull(accounts.deletedAt),
        inReach(ctx, accounts.tenantId),
        inScope(ctx, accounts, accounts.id),
      ),
    );
}

/** The account with what its page shows of other rows: owner, unit, enterprise, parent (if that is in scope). */
export async function getAccountPage(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select({
      account: accounts,
      ownerName: people.name,
      unitName: sql<string | null>`(select u.name from units u where u.id = ${accounts.unitId})`,
      enterpriseName: enterprises.name,
      parentName: sql<
        string | null
      >`(select p.name from accounts p where p.tenant_id = ${accounts.tenantId} and p.id = ${accounts.parentId})`,
    })
    .from(accounts)
    .leftJoin(people, eq(people.id, accounts.ownerId))
    .leftJoin(enterprises, eq(enterprises.id, accounts.enterpriseId))
    .where(accountHere(ctx, id));
  if (!row) throw notFound();
  return row;
}

/** Accounts directly below this one, as far as they are in scope. */
export function listChildAccounts(ctx: Context, id: string) {
  return ctx.db
    .select({
      id: accounts.id,
      name: accounts.name,
      grade: accounts.grade,
      ownerName: people.name,
      monthlyRevenueFen: accounts.monthlyRevenueFen,
      lastVisitedAt: accounts.lastVisitedAt,
    })
    .from(accounts)
    .leftJoin(people, eq(people.id, accounts.ownerId))
    .where(
      and(
        inReach(ctx, accounts.tenantId),
        eq(accounts.parentId, id),
        isNull(accounts.deletedAt),
        inScope(ctx, accounts, accounts.id),
      ),
    )
    .orderBy(asc(accounts.pinyin), asc(accounts.id))
    .limit(100);
}
