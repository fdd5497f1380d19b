import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { type Attitude, attitudes, type BuyingRole, buyingRoles } from '~/features/contacts/rules';
import { accounts } from './accounts';
import { byChange, custom, edited, id, oneOf, owned, word } from './columns';

export const contacts = pgTable(
  'contacts',
  {
    ...owned,
    ...edited,
    accountId: id(),
    name: text().notNull(),
    pinyin: text().notNull().default(''),
    initials: text().notNull().default(''),
    search: text().notNull().default(''),
    title: text(),
    department: text(),
    mobile: text(),
    phone: text(),
    email: text(),
    wechat: text(),
    reportsToId: uuid(),
    buyingRole: word<BuyingRole>(),
    influence: integer(),
    attitude: word<Attitude>().notNull().default('unknown'),
    note: text(),
    custom: custom(),
    externalKey: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'contacts_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'contacts_reports_to',
      columns: [t.tenantId, t.reportsToId],
      foreignColumns: [t.tenantId, t.id],
    }),
    index('contacts_account').on(t.tenantId, t.accountId, t.unitId),
    index('contacts_boss').on(t.tenantId, t.reportsToId),
    index('contacts_owner').on(t.ownerId, t.pinyin, t.id).where(sql`${t.deletedAt} is null`),
    index('contacts_unit').on(t.unitId, t.pinyin, t.id).where(sql`${t.deletedAt} is null`),
    index('contacts_tenant').on(t.tenantId, t.pinyin, t.id).where(sql`${t.deletedAt} is null`),
    ...byChange('contacts', t),
    index('contacts_deleted').on(t.tenantId, t.deletedAt).where(sql`${t.deletedAt} is not null`),
    index('contacts_search').using('gin', t.tenantId, sql`${t.search} gin_trgm_ops`).with({ fastupdate: 'off' }),
    index('contacts_import').on(t.tenantId, t.importId).where(sql`${t.importId} is not null`),
    oneOf('contacts_buying_role', t.buyingRole, buyingRoles),
    oneOf('contacts_attitude', t.attitude, attitudes),
    check('contacts_influence', sql`${t.influence} between 1 and 5`),
    check('contacts_not_own_boss', sql`${t.reportsToId} <> ${t.id}`),
  ],
);
