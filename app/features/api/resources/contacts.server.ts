import * as z from 'zod';
import { contacts } from '#drizzle/schema';
import { id } from '~/core/fields';
import { deleteContact, restoreContact } from '~/features/contacts/commands/delete.server';
import { createContact, updateContact } from '~/features/contacts/commands/save.server';
import { contactInput, contactVersionInput, newContactInput } from '~/features/contacts/input';
import { type contactOrders, getContact, listContacts } from '~/features/contacts/queries.server';
import { attitudes, buyingRoles } from '~/features/contacts/rules';
import { findContactMergedInto } from '~/features/duplicates/queries/contact-merges.server';
import { idFilter, ownerFilter, ownerOf, textFilter, unitFilter } from '../filters';
import { resource, write } from '../resource.server';
import { count, custom, instant, uuid, word } from '../shapes';

const whole = z.object({
  id: uuid,
  accountId: uuid,
  name: z.string(),
  title: z.string().nullable(),
  department: z.string().nullable(),
  mobile: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  wechat: z.string().nullable(),
  reportsToId: uuid.nullable(),
  buyingRole: word(buyingRoles).nullable(),
  influence: count.nullable(),
  attitude: word(attitudes),
  note: z.string().nullable(),
  ownerId: uuid,
  unitId: count,
  externalKey: z.string().nullable(),
  custom,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});

export const contactResource = resource({
  name: 'contacts',
  permission: 'account.read',
  listed: whole,
  whole,
  sorts: ['name', '-name', 'updated', '-updated'],
  filters: z.object({ q: textFilter, account: idFilter, owner: ownerFilter, unit: unitFilter }),
  list: (ctx, { cursor, sort, q, account, owner, ...asked }) =>
    listContacts(ctx, {
      ...asked,
      sort: sort as keyof typeof contactOrders,
      after: cursor,
      q: q ?? null,
      accountId: account ?? null,
      owner: ownerOf(ctx, owner),
    }),
  customOf: 'contacts',
  binned: { table: contacts, account: contacts.accountId },
  get: getContact,
  mergedInto: async (ctx, contact) => (await findContactMergedInto(ctx, contact))?.id ?? null,
  create: write({
    input: newContactInput.extend({ accountId: id }),
    run: (ctx, _id, { accountId, ...fields }) => createContact(ctx, accountId, fields),
  }),
  update: write({
    input: contactInput,
    given: ['version', 'contactId'],
    versioned: true,
    run: async (ctx, contactId, input) => {
      const { accountId } = await getContact(ctx, contactId);
      return updateContact(ctx, accountId, { ...input, contactId });
    },
  }),
  remove: write({
    input: contactVersionInput,
    given: ['version', 'contactId'],
    versioned: true,
    run: (ctx, contactId, { version }) => deleteContact(ctx, contactId, version),
  }),
  verbs: { restore: write({ input: z.object({}), run: restoreContact }) },
});
