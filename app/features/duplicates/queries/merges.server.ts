import { and, desc, eq, gte, isNull, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { accountMerges, accounts, contactMerges, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { findAccount, textArray } from '~/features/accounts/queries.server';
import { listNames } from '~/features/people/journal.server';

export type MergeRow = typeof accountMerges.$inferSelect;

const inSight = (ctx: Context) =>
  and(inReach(ctx, accountMerges.tenantId), inScope(ctx, accountMerges, accountMerges.accountId));

/** A merge with the names of what moved and of what undoing left where it was, as far as they are in scope. */
export async function getMerge(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select({ merge: accountMerges, keptName: accounts.name, keptOwnerId: accounts.ownerId, byName: people.name })
    .from(accountMerges)
    .innerJoin(accounts, and(eq(accounts.tenantId, accountMerges.tenantId), eq(accounts.id, accountMerges.accountId)))
    .leftJoin(people, eq(people.id, accountMerges.byId))
    .where(and(eq(accountMerges.id, id), inSight(ctx)));
  if (!row) throw notFound();
  const { left } = row.merge;
  const ids = left
    ? Object.values({ ...left.changed, ...left.gone, ...left.added })
        .flat()
        .slice(0, 300)
    : [];
  const names = ids.length
    ? await listNames(ctx, [{ subjectId: row.merge.accountId, accountId: null, before: null, after: { ids } }])
    : {};
  return { ...row, names };
}

/** The merges of late, the last first. */
export async function listMerges(ctx: Context) {
  const rows = await ctx.db
    .select({
      id: accountMerges.id,
      at: accountMerges.createdAt,
      mergedName: accountMerges.mergedName,
      keptName: accounts.name,
      byName: people.name,
      undoneAt: accountMerges.undoneAt,
    })
    .from(accountMerges)
    .innerJoin(accounts, and(eq(accounts.tenantId, accountMerges.tenantId), eq(accounts.id, accountMerges.accountId)))
    .leftJoin(people, eq(people.id, accountMerges.byId))
    .where(inSight(ctx))
    .orderBy(desc(accountMerges.createdAt), desc(accountMerges.id))
    .limit(20);
  return rows;
}

/** What is moved when this account becomes part of another: rows by `table.column`, as far as they are in scope. */
export async function countMoving(ctx: Context, tenantId: number, accountId: string): Promise<Record<string, number>> {
  const references = [
    ...(await ctx.db.execute<{ source: string; name: string }>(
      sql`select source, name from app.account_references() order by 1, 2`,
    )),
  ];
  const counts = sql.join(
    references.map(
      ({ source, name }) => sql`select ${`${source}.${name}`}::text as key, count(*)::integer as n
        from ${sql.identifier(source)} where tenant_id = ${tenantId} and ${sql.identifier(name)} = ${accountId}`,
    ),
    sql` union all `,
  );
  const rows = await ctx.db.execute<{ key: string; n: number }>(counts);
  return Object.fromEntries([...rows].filter(({ n }) => n > 0).map(({ key, n }) => [key, n]));
}

/** Where an account went that was made part of another, over as many merges as it took; null when it did not, or out of scope. */
export async function findMergedInto(ctx: Context, id: string): Promise<string | null> {
  if (!isId(id)) return null;
  const [found] = await ctx.db.execute<{ into: string | null }>(sql`select app.account_merged_into(${id}) as into`);
  return found?.into ? ((await findAccount(ctx, found.into))?.id ?? null) : null;
}

/** Whether a person of one of the two was made one with a person of the other since: that has to be undone first. */
export async function joinsContacts(ctx: Context, { tenantId, createdAt, moved }: MergeRow): Promise<boolean> {
  const ids = Object.keys(moved['contacts.account_id'] ?? {});
  if (!ids.length) return false;
  const cameAlong = (contact: PgColumn) => sql`(${contact} = any(${textArray(ids)}::uuid[]))`;
  const [found] = await ctx.db
    .select({ id: contactMerges.id })
    .from(contactMerges)
    .where(
      and(
        eq(contactMerges.tenantId, tenantId),
        isNull(contactMerges.undoneAt),
        gte(contactMerges.createdAt, createdAt),
        sql`${cameAlong(contactMerges.contactId)} <> ${cameAlong(contactMerges.mergedId)}`,
        or(cameAlong(contactMerges.contactId), cameAlong(contactMerges.mergedId)),
      ),
    )
    .limit(1);
  return found !== undefined;
}
