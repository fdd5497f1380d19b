import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import {
  type ImportKind,
  type ImportMode,
  type ImportState,
  importKinds,
  importModes,
  importStates,
  type RowOutcome,
  rowOutcomes,
} from '~/features/imports/rules';
import { edited, id, instant, oneOf, owned, word } from './columns';

export const imports = pgTable(
  'imports',
  {
    ...owned,
    kind: word<ImportKind>().notNull(),
    mode: word<ImportMode>().notNull().default('upsert'),
    state: word<ImportState>().notNull().default('uploaded'),
    fileName: text().notNull(),
    /** Name under DATA_DIR/files; never taken from the upload. */
    storedAs: text().notNull(),
    fileBytes: bigint({ mode: 'number' }).notNull(),
    fileHash: text().notNull(),
    encoding: text(),
    delimiter: text(),
    header: jsonb().$type<string[]>().notNull().default([]),
    /** Our field → position of the column in the file. */
    mapping: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** Which field finds the existing row. */
    keyField: text(),
    /** Answers to offered near matches: text of the file → id of the existing row, or null for "create". */
    answers: jsonb().$type<Record<string, Record<string, string | null>>>().notNull().default({}),
    rowCount: integer(),
    doneRows: integer().notNull().default(0),
    created: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    rejected: integer().notNull().default(0),
    questions: integer().notNull().default(0),
    /** Of the records an undo has to look at, how many it has seen to. */
    undone: integer().notNull().default(0),
    startedAt: instant(),
    finishedAt: instant(),
    failure: text(),
    version: edited.version,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('imports_owner').on(t.ownerId, t.createdAt.desc().nullsFirst()),
    index('imports_unit').on(t.unitId, t.createdAt.desc().nullsFirst()),
    index('imports_tenant').on(t.tenantId, t.createdAt.desc().nullsFirst()),
    oneOf('imports_kind', t.kind, importKinds),
    oneOf('imports_mode', t.mode, importModes),
    oneOf('imports_state', t.state, importStates),
  ],
);

export type RowProblem = { field: string | null; reason: string; value?: string };

/** What became of each row of the file; `before` is what an undo puts back. */
export const importRows = pgTable(
  'import_rows',
  {
    ...owned,
    importId: id(),
    /** 1-based line of data, the header not counted. */
    rowNumber: integer().notNull(),
    outcome: word<RowOutcome>().notNull(),
    subject: text(),
    subjectId: uuid(),
    problems: jsonb().$type<RowProblem[]>().notNull().default([]),
    cells: jsonb().$type<string[]>(),
    before: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'import_rows_import',
      columns: [t.tenantId, t.importId],
      foreignColumns: [imports.tenantId, imports.id],
    }),
    index('import_rows_row').on(t.tenantId, t.importId, t.rowNumber),
    index('import_rows_rejected')
      .on(t.tenantId, t.importId, t.rowNumber)
      .where(sql`${t.outcome} in ('rejected', 'question')`),
    index('import_rows_owner').on(t.ownerId),
    index('import_rows_unit').on(t.unitId),
    oneOf('import_rows_outcome', t.outcome, rowOutcomes),
  ],
);
