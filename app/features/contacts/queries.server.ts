import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { contacts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { readCursor, writeCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope, scopedKeys } from '~/core/scope.server';

export type Contact = typeof contacts.$inferSelect;

const contactHere = (ctx: Context, id: string) =>
  and(
    eq(contacts.id, id),
    isNull(contacts.deletedAt),
    inReach(ctx, contacts.tenantId),
    inScope(ctx, contacts, contacts.accountId),
  );

/** The people of one account, by name. */
export async function listContactsOf(ctx: Context, accountId: string): Promise<Contact[]> {
  if (!isId(accountId)) return [];
  return ctx.db
    .select()
    .from(contacts)
    .where(
      and(
        eq(contacts.accountId, accountId),
        isNull(contacts.deletedAt),
        inReach(ctx, contacts.tenantId),
        inScope(ctx, contacts, contacts.accountId),
      ),
    )
    .orderBy(asc(contacts.pinyin), asc(contacts.id))
    .limit(500);
}

type Page = { accountId: string | null; after: string | null; limit: number };

/** Everybody's contacts in scope, or those of one account, by name. */
export async function listContacts(ctx: Context, { accountId, after, limit }: Page) {
  const cursor = readCursor(after);
  const past = cursor ? sql` and (t.pinyin, t.id) > (${String(cursor.value)}, ${cursor.id}::uuid)` : sql``;
  const of = accountId ? sql` and t.account_id = ${accountId}::uuid` : sql``;
  const keys = scopedKeys(ctx, contacts, {
    where: sql`t.deleted_at is null${of}${past}`,
    sort: sql`t.pinyin`,
    order: sql`t.pinyin, t.id`,
    limit: limit + 1,
    account: contacts.accountId,
  });
  const found = await ctx.db
    .select({ contact: contacts })
    .from(sql`(select * from ${keys} w order by w.sort_key, w.id limit ${limit + 1}) k`)
    .innerJoin(contacts, sql`${contacts.tenantId} = k.tenant_id and ${contacts.id} = k.id`)
    .orderBy(asc(contacts.pinyin), asc(contacts.id));
  const rows = found.slice(0, limit).map(({ contact }) => contact);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last ? writeCursor({ value: last.pinyin, id: last.id }) : null };
}

export async function findContact(ctx: Context, id: string): Promise<Contact | null> {
  if (!isId(id)) return null;
  const [row] = await ctx.db.select().from(contacts).where(contactHere(ctx, id));
  return row ?? null;
}

export async function getContact(ctx: Context, id: string): Promise<Contact> {
  const contact = await findContact(ctx, id);
  if (!contact) throw notFound();
  return contact;
}

/** The contact for a command that changes it. */
export async function lockContact(ctx: Context, id: string): Promise<Contact> {
  const [row] = isId(id) ? await ctx.db.select().from(contacts).where(contactHere(ctx, id)).for('update') : [];
  if (!row) throw notFound();
  return row;
}
