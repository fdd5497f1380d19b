import { and, asc, eq, isNull } from 'drizzle-orm';
import { contacts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';

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
