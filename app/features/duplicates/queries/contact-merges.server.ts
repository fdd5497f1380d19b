import { and, desc, eq, sql } from 'drizzle-orm';
import { accounts, contactMerges, contacts, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { findContact } from '~/features/contacts/queries.server';
import { listNames } from '~/features/people/journal.server';

export type ContactMergeRow = typeof contactMerges.$inferSelect;

const keptKey = and(eq(contacts.tenantId, contactMerges.tenantId), eq(contacts.id, contactMerges.contactId));
/** Whoever sees the contact that stayed. */
const inSight = (ctx: Context) => and(inReach(ctx, contactMerges.tenantId), inScope(ctx, contacts, contacts.accountId));

export async function findContactMerge(ctx: Context, id: string): Promise<ContactMergeRow | null> {
  if (!isId(id)) return null;
  const [row] = await ctx.db
    .select({ merge: contactMerges })
    .from(contactMerges)
    .innerJoin(contacts, keptKey)
    .where(and(eq(contactMerges.id, id), inSight(ctx)));
  return row?.merge ?? null;
}

/** A merge with the names of what moved and of what undoing left where it was, as far as they are in scope. */
export async function getContactMerge(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select({
      merge: contactMerges,
      kept: { name: contacts.name, ownerId: contacts.ownerId, accountId: contacts.accountId },
      byName: people.name,
    })
    .from(contactMerges)
    .innerJoin(contacts, keptKey)
    .leftJoin(people, eq(people.id, contactMerges.byId))
    .where(and(eq(contactMerges.id, id), inSight(ctx)));
  if (!row) throw notFound();
  const { left } = row.merge;
  const ids = left
    ? Object.values({ ...left.changed, ...left.gone, ...left.added })
        .flat()
        .slice(0, 300)
    : [];
  const names = ids.length
    ? await listNames(ctx, [{ subjectId: row.merge.contactId, accountId: null, before: null, after: { ids } }])
    : {};
  return { ...row, names };
}

/** The merges of late, the last first; their contacts are met by key. */
export function listContactMerges(ctx: Context) {
  const kept = ctx.db
    .select({ name: contacts.name, accountId: contacts.accountId })
    .from(contacts)
    .where(and(keptKey, inScope(ctx, contacts, contacts.accountId)))
    .limit(1)
    .as('kept');
  return ctx.db
    .select({
      id: contactMerges.id,
      at: contactMerges.createdAt,
      mergedName: contactMerges.mergedName,
      keptName: kept.name,
      accountName: accounts.name,
      byName: people.name,
      undoneAt: contactMerges.undoneAt,
    })
    .from(contactMerges)
    .innerJoinLateral(kept, sql`true`)
    .innerJoin(accounts, and(eq(accounts.tenantId, contactMerges.tenantId), eq(accounts.id, kept.accountId)))
    .leftJoin(people, eq(people.id, contactMerges.byId))
    .where(inReach(ctx, contactMerges.tenantId))
    .orderBy(desc(contactMerges.createdAt), desc(contactMerges.id))
    .limit(20);
}

/** What names this contact, by `table.column`, as far as it is in scope. */
export async function countNaming(ctx: Context, tenantId: number, contactId: string): Promise<Record<string, number>> {
  const references = [
    ...(await ctx.db.execute<{ source: string; name: string }>(sql`select source, name from app.contact_references()`)),
  ];
  const counts = sql.join(
    references.map(
      ({ source, name }) => sql`select ${`${source}.${name}`}::text as key, count(*)::integer as n
        from ${sql.identifier(source)} where tenant_id = ${tenantId} and ${sql.identifier(name)} = ${contactId}`,
    ),
    sql` union all `,
  );
  const rows = await ctx.db.execute<{ key: string; n: number }>(counts);
  return Object.fromEntries([...rows].filter(({ n }) => n > 0).map(({ key, n }) => [key, n]));
}

/** Where a contact went that was made part of another, over as many merges as it took; null when it did not, or out of scope. */
export async function findContactMergedInto(ctx: Context, id: string) {
  if (!isId(id)) return null;
  const [found] = await ctx.db.execute<{ into: string | null }>(sql`select app.contact_merged_into(${id}) as into`);
  return found?.into ? findContact(ctx, found.into) : null;
}
