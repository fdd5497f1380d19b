import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { type ContactReason, type ContactsLeft, type PairState, pairStates } from '~/features/duplicates/rules';
import { id, instant, oneOf, tenantId, word } from './columns';
import { contacts } from './contacts';

/** Two contacts of one account that may be one person; the lower id comes first, so that a pair exists once. */
export const contactPairs = pgTable(
  'contact_pairs',
  {
    tenantId: tenantId(),
    id: id(),
    lowId: id(),
    highId: id(),
    reasons: text().array().$type<ContactReason[]>().notNull(),
    /** How likely, 1 to 100: what a list begins with. */
    score: integer().notNull(),
    state: word<PairState>().notNull().default('open'),
    decidedBy: uuid(),
    decidedAt: instant(),
    foundAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('contact_pairs_once').on(t.tenantId, t.lowId, t.highId),
    index('contact_pairs_high').on(t.tenantId, t.highId),
    index('contact_pairs_order').on(t.tenantId, t.state, t.score.desc().nullsFirst(), t.id),
    foreignKey({
      name: 'contact_pairs_low',
      columns: [t.tenantId, t.lowId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    foreignKey({
      name: 'contact_pairs_high_key',
      columns: [t.tenantId, t.highId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    oneOf('contact_pairs_state', t.state, pairStates),
  ],
);

/** Accounts whose people are to be compared, named by triggers and forgotten by the job; the application does not read it. */
export const contactChecks = pgTable(
  'contact_checks',
  { tenantId: tenantId(), id: id().default(sql`gen_random_uuid()`), accountId: id() },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** Two contacts made one, with all that is needed to make them two again. `contactId` is the one that stayed. */
export const contactMerges = pgTable(
  'contact_merges',
  {
    tenantId: tenantId(),
    id: id(),
    createdAt: instant().notNull().defaultNow(),
    contactId: id(),
    mergedId: id(),
    mergedName: text().notNull(),
    byId: id(),
    /** The columns of the one that stayed, each before and after. */
    fields: jsonb().$type<Record<string, { before: unknown; after: unknown }>>().notNull(),
    /** Rows by `table.column`, with what each looked like after it was moved. */
    moved: jsonb().$type<Record<string, Record<string, string>>>().notNull(),
    /** Rows of `visit_attendees` that would have named the one that stayed a second time. */
    doubled: jsonb().$type<{ id: string }[]>().notNull(),
    undoneAt: instant(),
    undoneBy: uuid(),
    left: jsonb().$type<ContactsLeft>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('contact_merges_contact').on(t.tenantId, t.contactId),
    index('contact_merges_merged').on(t.tenantId, t.mergedId),
    index('contact_merges_recent').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id),
    foreignKey({
      name: 'contact_merges_contact_key',
      columns: [t.tenantId, t.contactId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    foreignKey({
      name: 'contact_merges_merged_key',
      columns: [t.tenantId, t.mergedId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
  ],
);
