import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { accounts } from './accounts';
import { id, instant, owned } from './columns';
import { contacts } from './contacts';
import { visits } from './visits';

/** One-time codes by which a customer confirms a visit without an account. Of both codes only the SHA-256 is kept. */
export const visitConfirmations = pgTable(
  'visit_confirmations',
  {
    ...owned,
    accountId: id(),
    visitId: id(),
    contactId: uuid(),
    /** What the picture says: long enough never to be guessed. */
    tokenHash: text().notNull(),
    /** The six digits to type; guesses are limited at the door. */
    codeHash: text().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'visit_confirmations_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'visit_confirmations_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
    foreignKey({
      name: 'visit_confirmations_contact',
      columns: [t.tenantId, t.contactId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    index('visit_confirmations_account').on(t.tenantId, t.accountId, t.unitId),
    index('visit_confirmations_visit').on(t.tenantId, t.visitId),
    index('visit_confirmations_contact').on(t.tenantId, t.contactId),
    index('visit_confirmations_owner').on(t.ownerId),
    index('visit_confirmations_unit').on(t.unitId),
    index('visit_confirmations_token').on(t.tokenHash),
    index('visit_confirmations_code').on(t.codeHash),
  ],
);
