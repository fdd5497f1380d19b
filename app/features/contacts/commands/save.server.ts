import { and, eq } from 'drizzle-orm';
import { contacts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { parsePhone } from '~/core/phone-number.server';
import { searchText } from '~/core/pinyin.server';
import { ok, type Result, refused } from '~/core/result';
import { type Account, lockAccount } from '~/features/accounts/queries.server';
import { makesCircle } from '~/features/accounts/rules';
import { stale } from '~/features/accounts/stale.server';
import { readCustom } from '../../custom-fields/check.server';
import type { ContactFields, ContactGiven } from '../input';
import { findContact, listContactsOf, lockContact } from '../queries.server';

type Saved = Result<{ id: string; accountId: string }>;

/** A new person at a customer. Sent twice, made once. */
export function createContact(ctx: Context, accountId: string, input: ContactGiven & { id: string }): Promise<Saved> {
  return inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, accountId);
    requirePermission(ctx.actor, 'contact.write', account);
    const before = await findContact(ctx, input.id);
    if (before) return ok(before);
    const fields = await check(ctx, account, input.id, input);
    if (!fields.ok) return fields;
    const { tenantId, unitId, ownerId } = account;
    const own = await readCustom(ctx, 'contacts', { tenantId }, input.custom);
    if (!own.ok) return own;
    const row = {
      ...fields.value,
      custom: own.value.custom,
      ...contactSearchText(fields.value),
      tenantId,
      unitId,
      ownerId,
      accountId,
      id: input.id,
    };
    const made = await ctx.db
      .insert(contacts)
      .values({ ...row, createdAt: ctx.now, updatedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: contacts.id });
    if (!made.length) return refused('invalid');
    await record(ctx, 'contact.created', subjectOf(row), { after: { ...fields.value, ...own.value.after } });
    return ok(row);
  });
}

export function updateContact(
  ctx: Context,
  accountId: string,
  input: ContactGiven & { contactId: string; version: number },
): Promise<Saved> {
  return inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, accountId); // reporting lines change one after the other
    const contact = await lockContact(ctx, input.contactId);
    requirePermission(ctx.actor, 'contact.write', account);
    if (contact.accountId !== accountId) return refused('invalid');
    if (contact.version !== input.version) return stale(ctx, contact.id);
    const fields = await check(ctx, account, contact.id, input);
    if (!fields.ok) return fields;
    const own = await readCustom(ctx, 'contacts', contact, input.custom);
    if (!own.ok) return own;
    const { changed, before, after } = difference(contact, fields.value);
    if (!changed.length && !own.value.isChanged) return ok(contact);
    await ctx.db
      .update(contacts)
      .set({
        ...fields.value,
        custom: own.value.custom,
        ...contactSearchText(fields.value),
        version: contact.version + 1,
        updatedAt: ctx.now,
      })
      .where(and(eq(contacts.tenantId, contact.tenantId), eq(contacts.id, contact.id)));
    await record(ctx, 'contact.changed', subjectOf(contact), {
      before: { ...before, ...own.value.before },
      after: { ...after, ...own.value.after, name: fields.value.name },
    });
    return ok(contact);
  });
}

type Key = { id: string; tenantId: number; unitId: number; ownerId: string; accountId: string };
export const subjectOf = ({ id, tenantId, unitId, ownerId, accountId }: Key) => ({
  kind: 'contact' as const,
  id,
  tenantId,
  unitId,
  ownerId,
  accountId,
});

type Named = Pick<ContactFields, 'name' | 'mobile' | 'phone' | 'email'>;

/** The columns a contact is found and sorted by; to be written with every change of what they are made of. */
export const contactSearchText = ({ name, mobile, phone, email }: Named) =>
  searchText({
    name,
    person: true,
    extra: [mobile, phone].map((number) => number?.replace(/\D/g, '')).concat(email ?? undefined),
  });

/** Telephones as they are written here, and a superior at the same customer who is not below this person. */
async function check(
  ctx: Context,
  account: Account,
  id: string,
  input: ContactFields & Record<string, unknown>,
): Promise<Result<ContactFields>> {
  const { name, title, department, email, wechat, reportsToId, buyingRole, influence, attitude, note } = input;
  const fields: Record<string, string> = {};
  const phoneOf = (field: 'mobile' | 'phone') => {
    const typed = input[field];
    const phone = typed ? parsePhone(typed) : null;
    if (typed && !phone) fields[field] = 'contact.phone_invalid';
    return phone?.display ?? null;
  };
  const numbers = { mobile: phoneOf('mobile'), phone: phoneOf('phone') };
  if (reportsToId) {
    const people = await listContactsOf(ctx, account.id);
    const above = new Map(people.map((person) => [person.id, person.reportsToId]));
    if (!above.has(reportsToId)) fields.reportsToId = 'error.choose';
    else if (makesCircle(id, reportsToId, above)) fields.reportsToId = 'contact.circle';
  }
  if (Object.keys(fields).length) return refused('invalid', { fields });
  return ok({ name, title, department, email, wechat, reportsToId, buyingRole, influence, attitude, note, ...numbers });
}
