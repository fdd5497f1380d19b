import { and, asc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import { contacts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { bothWays, changedSince, cutPage, pageOfKeys } from '~/core/order.server';
import { readCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { narrowing } from '~/features/accounts/queries/list.server';
import { searchedBy } from '~/features/accounts/queries.server';
import type { CustomCriterion } from '~/features/custom-fields/filters';
import { customWhere } from '~/features/custom-fields/filters.server';

export type Contact = typeof contacts.$inferSelect;

/** In scope, in the recycle bin too. */
const contactAnywhere = (ctx: Context, id: string) =>
  and(eq(contacts.id, id), inReach(ctx, contacts.tenantId), inScope(ctx, contacts, contacts.accountId));

const contactHere = (ctx: Context, id: string) => and(contactAnywhere(ctx, id), isNull(contacts.deletedAt));

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

export const contactOrders = {
  ...bothWays('name', sql`t.pinyin`, 'text'),
  ...bothWays('updated', sql`t.updated_at`, 'timestamptz'),
};

export type ContactAsk = {
  sort: keyof typeof contactOrders;
  after: string | null;
  limit: number;
  accountId?: string | null;
  owner?: string | null;
  unit?: number | null;
  q?: string | null;
  since?: Date | null;
  custom?: CustomCriterion[] | null;
};

/** Everybody's contacts in scope, or those of one account, one owner or some units. */
export async function listContacts(ctx: Context, ask: ContactAsk) {
  const { sort, after, limit, accountId, owner = null, unit = null, q = null, since, custom } = ask;
  const [narrow, searched] = await Promise.all([narrowing(ctx, { owner, unit }), searchedBy(ctx, q, 'contact')]);
  const where = [sql`t.deleted_at is null`, changedSince(since), ...customWhere(custom ?? null)];
  if (accountId) where.push(sql`t.account_id = ${accountId}::uuid`);
  if (searched) where.push(searched);
  const { keys, sorted, exact } = pageOfKeys(ctx, contacts, {
    order: contactOrders[sort],
    where: sql.join(where, sql` and `),
    after: readCursor(after),
    limit,
    account: contacts.accountId,
    narrow,
  });
  const found = await ctx.db
    .select({ ...getTableColumns(contacts), exact })
    .from(keys)
    .innerJoin(contacts, sql`${contacts.tenantId} = k.tenant_id and ${contacts.id} = k.id`)
    .orderBy(sorted);
  return cutPage(found, limit);
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
export async function lockContact(ctx: Context, id: string, deleted = false): Promise<Contact> {
  const which = (deleted ? contactAnywhere : contactHere)(ctx, id);
  const [row] = isId(id) ? await ctx.db.select().from(contacts).where(which).for('update') : [];
  if (!row) throw notFound();
  return row;
}
