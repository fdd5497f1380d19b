import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant, tenantId } from './columns';

/** Audit, timeline and outbox in one: written in the command's transaction, never changed. */
export const journal = pgTable(
  'journal',
  {
    tenantId: tenantId(),
    id: id(),
    at: instant().notNull(),
    actorId: uuid(),
    /** `noun.past`, e.g. `opportunity.moved`. */
    event: text().notNull(),
    subjectId: uuid().notNull(),
    subject: text().notNull(),
    accountId: uuid(),
    unitId: integer().notNull(),
    /** Owner of the subject when it happened, for scope. */
    ownerId: uuid(),
    before: jsonb().$type<Record<string, unknown>>(),
    after: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('journal_subject').on(t.subjectId, t.at.desc().nullsFirst()),
    index('journal_account').on(t.tenantId, t.accountId, t.at.desc().nullsFirst()),
    index('journal_recent').on(t.tenantId, t.at.desc().nullsFirst(), t.id),
    index('journal_unit').on(t.unitId, t.at.desc().nullsFirst()),
    index('journal_actor').on(t.actorId, t.at.desc().nullsFirst()),
    index('journal_owner').on(t.ownerId),
  ],
);
