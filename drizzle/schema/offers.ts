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
import { type PaperLocale, type PaperState, paperLocales, paperStates } from '~/features/offers/rules';
import type { QuoteDocument } from '~/features/quotes/document';
import { accounts } from './accounts';
import { id, instant, oneOf, owned, word } from './columns';
import { people, tenants } from './people';
import { quoteVersions } from './quote-versions';
import { quotes } from './quotes';

/** A quote as PDF. Of a sent version one in each language, for good; of a draft one each time it is asked for. */
export const quotePapers = pgTable(
  'quote_papers',
  {
    ...owned,
    accountId: id(),
    quoteId: id(),
    /** Null: of a draft, whose document it keeps. */
    versionId: uuid(),
    locale: word<PaperLocale>().notNull(),
    document: jsonb().$type<QuoteDocument>(),
    state: word<PaperState>().notNull().default('waiting'),
    sha256: text(),
    bytes: integer(),
    pages: integer(),
    /** Characters the font does not have. */
    missing: text(),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
    madeAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'quote_papers_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'quote_papers_quote',
      columns: [t.tenantId, t.quoteId],
      foreignColumns: [quotes.tenantId, quotes.id],
    }),
    foreignKey({
      name: 'quote_papers_version',
      columns: [t.tenantId, t.versionId],
      foreignColumns: [quoteVersions.tenantId, quoteVersions.id],
    }),
    index('quote_papers_account').on(t.tenantId, t.accountId, t.unitId),
    index('quote_papers_quote').on(t.tenantId, t.quoteId, t.createdAt),
    uniqueIndex('quote_papers_version').on(t.tenantId, t.versionId, t.locale).where(sql`${t.versionId} is not null`),
    index('quote_papers_of_version').on(t.tenantId, t.versionId),
    index('quote_papers_owner').on(t.ownerId),
    index('quote_papers_unit').on(t.unitId),
    index('quote_papers_created_by').on(t.createdBy),
    oneOf('quote_papers_locale', t.locale, paperLocales),
    oneOf('quote_papers_state', t.state, paperStates),
    check('quote_papers_made', sql`(${t.state} = 'made') = (${t.sha256} is not null)`),
    check('quote_papers_document', sql`(${t.versionId} is null) = (${t.document} is not null)`),
    check('quote_papers_hash', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
);

/** What stands at the head of a company's papers. */
export const letterheads = pgTable(
  'letterheads',
  {
    tenantId: integer()
      .primaryKey()
      .references(() => tenants.id),
    name: text().notNull(),
    nameEn: text(),
    address: text(),
    addressEn: text(),
    phone: text(),
    bank: text(),
    bankAccount: text(),
    taxNumber: text(),
    updatedAt: instant().notNull().defaultNow(),
    updatedBy: uuid().references(() => people.id),
    version: integer().notNull().default(1),
  },
  (t) => [index('letterheads_editor').on(t.updatedBy)],
);
