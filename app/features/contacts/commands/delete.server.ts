import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { contacts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { findAccount } from '~/features/accounts/queries.server';
import { stale } from '~/features/accounts/stale.server';
import { type Contact, lockContact } from '../queries.server';
import { subjectOf } from './save.server';

const only = ({ tenantId, id }: Contact) => and(eq(contacts.tenantId, tenantId), eq(contacts.id, id));

export function deleteContact(ctx: Context, id: string, version: number): Promise<Result<Contact>> {
  return inTransaction(ctx, async (ctx) => {
    const contact = await lockContact(ctx, id);
    requirePermission(ctx.actor, 'contact.delete', contact);
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
    const here = and(
      eq(contacts.id, id),
      isNotNull(contacts.deletedAt),
      inReach(ctx, contacts.tenantId),
      inScope(ctx, contacts, contacts.accountId),
    );
    const [contact] = isId(id) ? await ctx.db.select().from(contacts).where(here).for('update') : [];
    if (!contact) throw notFound();
    requirePermission(ctx.actor, 'recycle.restore', contact);
    if (!(await findAccount(ctx, contact.accountId))) return refused('account_deleted');
    const [merged] = await ctx.db.execute<{ yes: boolean }>(
      sql`select app.is_merged_contact(${contact.tenantId}, ${id}) as yes`,
    );
    if (merged?.yes) return refused('contact.is_merged');
    const back = { deletedAt: null, deletedBy: null, version: contact.version + 1, updatedAt: ctx.now };
    await ctx.db.update(contacts).set(back).where(only(contact));
    await record(ctx, 'contact.restored', subjectOf(contact), { after: { name: contact.name } });
    return ok(contact);
  });
}
