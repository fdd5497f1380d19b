import { and, eq, sql } from 'drizzle-orm';
import { contacts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { findAccount } from '~/features/accounts/queries.server';
import { stale } from '~/features/accounts/stale.server';
import { type Contact, lockContact } from '../queries.server';
import { subjectOf } from './save.server';

const only = ({ tenantId, id }: Contact) => and(eq(contacts.tenantId, tenantId), eq(contacts.id, id));

const isMerged = async (ctx: Context, { tenantId, id }: Contact) => {
  const [row] = await ctx.db.execute<{ yes: boolean }>(sql`select app.is_merged_contact(${tenantId}, ${id}) as yes`);
  return row?.yes === true;
};

/** Into the recycle bin; done twice, it changes nothing more. */
export function deleteContact(ctx: Context, id: string, version: number): Promise<Result<Contact>> {
  return inTransaction(ctx, async (ctx) => {
    const contact = await lockContact(ctx, id, true);
    if (contact.deletedAt && (await isMerged(ctx, contact))) throw notFound();
    requirePermission(ctx.actor, 'contact.delete', contact);
    if (contact.deletedAt) return ok(contact);
    if (contact.version !== version) return stale(ctx, id);
    const gone = { deletedAt: ctx.now, deletedBy: ctx.actor.personId, version: version + 1 };
    await ctx.db.update(contacts).set(gone).where(only(contact));
    await record(ctx, 'contact.deleted', subjectOf(contact), { before: { name: contact.name } });
    return ok(contact);
  });
}

/** Back from the recycle bin; its account has to be there. */
export function restoreContact(ctx: Context, id: string): Promise<Result<Contact>> {
  return inTransaction(ctx, async (ctx) => {
    const contact = await lockContact(ctx, id, true);
    requirePermission(ctx.actor, 'recycle.restore', contact);
    if (!contact.deletedAt) return ok(contact);
    if (!(await findAccount(ctx, contact.accountId))) return refused('account_deleted');
    if (await isMerged(ctx, contact)) return refused('contact.is_merged');
    const back = { deletedAt: null, deletedBy: null, version: contact.version + 1, updatedAt: ctx.now };
    await ctx.db.update(contacts).set(back).where(only(contact));
    await record(ctx, 'contact.restored', subjectOf(contact), { after: { name: contact.name } });
    return ok(contact);
  });
}
