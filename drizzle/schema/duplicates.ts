import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { type DuplicateReason, type PairState, pairStates } from '~/features/duplicates/rules';
import { accounts } from './accounts';
import { id, instant, oneOf, owned, tenantId, word } from './columns';

/** Two accounts that may be one, found by a job; the lower id comes first, so that a pair exists once. */
export const accountPairs = pgTable(
  'account_pairs',
  {
    tenantId: tenantId(),
    id: id(),
    lowId: id(),
    highId: id(),
    reasons: text().array().$type<DuplicateReason[]>().notNull(),
    /** How likely, 1 to 100: what a list begins with. */
    score: integer().notNull(),
    state: word<PairState>().notNull().default('open'),
    decidedBy: uuid(),
    decidedAt: instant(),
    foundAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('account_pairs_once').on(t.tenantId, t.lowId, t.highId),
    index('account_pairs_high').on(t.tenantId, t.highId),
    index('account_pairs_open').on(t.tenantId, t.score.desc().nullsFirst(), t.id).where(sql`${t.state} = 'open'`),
    foreignKey({
      name: 'account_pairs_low',
      columns: [t.tenantId, t.lowId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
    foreignKey({
      name: 'account_pairs_high_key',
      columns: [t.tenantId, t.highId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
    oneOf('account_pairs_state', t.state, pairStates),
  ],
);

/** What accounts are compared by, worked out by the job; the application does not read it. */
export const accountKeys = pgTable(
  'account_keys',
  {
    tenantId: tenantId(),
    accountId: id(),
    /** The name's reading without its legal form, and the end of it. */
    sound: text().notNull(),
    tail: text().notNull(),
    phone: text(),
    /** The part of the credit code that names the organisation. */
    organisation: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.accountId] }),
    index('account_keys_sound').on(t.tenantId, sql`${t.sound} text_pattern_ops`),
    index('account_keys_tail').on(t.tenantId, t.tail),
    index('account_keys_phone').on(t.tenantId, t.phone).where(sql`${t.phone} is not null`),
    index('account_keys_organisation').on(t.tenantId, t.organisation).where(sql`${t.organisation} is not null`),
  ],
);

/** Rows by `table.column`, with what each looked like after it was moved. */
type Moved = Record<string, Record<string, string>>;

/** Two accounts made one, with all that is needed to make them two again. `accountId` is the one that stayed. */
export const accountMerges = pgTable(
  'account_merges',
  {
    ...owned,
    accountId: id(),
    mergedId: id(),
    mergedName: text().notNull(),
    byId: id(),
    /** The columns of the one that stayed, each before and after. */
    fields: jsonb().$type<Record<string, { before: unknown; after: unknown }>>().notNull(),
    /** Kept columns of the one that went, as they were. */
    merged: jsonb().$type<Record<string, unknown>>().notNull(),
    moved: jsonb().$type<Moved>().notNull(),
    /** Team members added, and visits that are no longer proposals because the other account had one for that day. */
    joined: jsonb().$type<Record<string, string>>().notNull(),
    cleared: jsonb().$type<{ id: string; on: string }[]>().notNull(),
    undoneAt: instant(),
    undoneBy: uuid(),
    /** What undoing left where it was, and what went back as it had become meanwhile. */
    left: jsonb().$type<Left>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('account_merges_account').on(t.tenantId, t.accountId, t.unitId),
    index('account_merges_merged').on(t.tenantId, t.mergedId),
    index('account_merges_recent').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id),
    foreignKey({
      name: 'account_merges_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'account_merges_merged_key',
      columns: [t.tenantId, t.mergedId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
  ],
);

/** `fields`: columns changed since, which stay; the others name rows by table. */
export type Left = {
  fields: string[];
  changed: Record<string, string[]>;
  gone: Record<string, string[]>;
  followed: Record<string, string[]>;
  added: Record<string, string[]>;
  members: number;
};
