import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { QuoteDocument } from '~/features/quotes/document';
import { accounts } from './accounts';
import { day, fen, id, instant, owned } from './columns';
import { people } from './people';
import { quotes } from './quotes';

/** A quote as it was sent. The document is never changed; the customer's answer is written once. */
export const quoteVersions = pgTable(
  'quote_versions',
  {
    ...owned,
    accountId: id(),
    quoteId: id(),
    revision: integer().notNull(),
    number: text().notNull(),
    document: jsonb().$type<QuoteDocument>().notNull(),
    totalFen: fen().notNull(),
    marginBp: integer(),
    validUntil: day().notNull(),
    sentAt: instant().notNull(),
    sentBy: uuid()
      .notNull()
      .references(() => people.id),
    acceptedAt: instant(),
    acceptedName: text(),
    /** Of who accepted or declined. */
    answeredTitle: text(),
    declinedAt: instant(),
    declinedName: text(),
    declinedReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'quote_versions_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'quote_versions_quote',
      columns: [t.tenantId, t.quoteId],
      foreignColumns: [quotes.tenantId, quotes.id],
    }),
    uniqueIndex('quote_versions_revision').on(t.tenantId, t.quoteId, t.revision),
    index('quote_versions_account').on(t.tenantId, t.accountId, t.unitId),
    index('quote_versions_owner').on(t.ownerId),
    index('quote_versions_unit').on(t.unitId),
    index('quote_versions_sent_by').on(t.sentBy),
    check('quote_versions_one_answer', sql`${t.acceptedAt} is null or ${t.declinedAt} is null`),
    check('quote_versions_named', sql`(${t.acceptedAt} is null) = (${t.acceptedName} is null)`),
  ],
);

/** A secret address under which a customer reads one version, without an account. Only its SHA-256 is kept. */
export const quoteLinks = pgTable(
  'quote_links',
  {
    ...owned,
    accountId: id(),
    versionId: id(),
    tokenHash: text().notNull(),
    /** To whom it was given, in the sender's words. */
    sentTo: text(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    revokedBy: uuid().references(() => people.id),
    firstReadAt: instant(),
    /** When it was used to answer. */
    usedAt: instant(),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'quote_links_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'quote_links_version',
      columns: [t.tenantId, t.versionId],
      foreignColumns: [quoteVersions.tenantId, quoteVersions.id],
    }),
    index('quote_links_account').on(t.tenantId, t.accountId, t.unitId),
    index('quote_links_version').on(t.tenantId, t.versionId),
    index('quote_links_token').on(t.tokenHash),
    index('quote_links_owner').on(t.ownerId),
    index('quote_links_unit').on(t.unitId),
    index('quote_links_revoked_by').on(t.revokedBy),
    index('quote_links_created_by').on(t.createdBy),
  ],
);

/** What a customer asked under such an address, and what was answered. */
export const quoteQuestions = pgTable(
  'quote_questions',
  {
    ...owned,
    accountId: id(),
    versionId: id(),
    linkId: uuid(),
    name: text().notNull(),
    text: text().notNull(),
    answer: text(),
    answeredAt: instant(),
    answeredBy: uuid().references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'quote_questions_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'quote_questions_version',
      columns: [t.tenantId, t.versionId],
      foreignColumns: [quoteVersions.tenantId, quoteVersions.id],
    }),
    foreignKey({
      name: 'quote_questions_link',
      columns: [t.tenantId, t.linkId],
      foreignColumns: [quoteLinks.tenantId, quoteLinks.id],
    }),
    index('quote_questions_account').on(t.tenantId, t.accountId, t.unitId),
    index('quote_questions_version').on(t.tenantId, t.versionId, t.createdAt),
    index('quote_questions_link').on(t.tenantId, t.linkId),
    index('quote_questions_owner').on(t.ownerId),
    index('quote_questions_unit').on(t.unitId),
    index('quote_questions_answered_by').on(t.answeredBy),
  ],
);
