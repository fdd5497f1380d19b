import { index, integer, jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { type BulkKind, bulkKinds } from '~/features/bulk/rules';
import { instant, oneOf, owned, word } from './columns';

/** One record of it: what it was before, and the version it had right after. */
export type BulkItem = {
  id: string;
  tenantId: number;
  title: string;
  version: number;
  before: Record<string, unknown>;
  /** Of `fields`: which kind of record, by its name in the REST API. */
  of?: string;
};

/** A change made to many records at once, by one person, with all that is needed to take it back. */
export const bulkEdits = pgTable(
  'bulk_edits',
  {
    ...owned,
    kind: word<BulkKind>().notNull(),
    count: integer().notNull(),
    items: jsonb().$type<BulkItem[]>().notNull(),
    undoneAt: instant(),
    /** Of undoing: the records that stayed as they were, and why. */
    left: jsonb().$type<{ id: string; title: string; reason: string }[]>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('bulk_edits_owner').on(t.ownerId, t.createdAt.desc().nullsFirst()),
    oneOf('bulk_edits_kind', t.kind, bulkKinds),
  ],
);
