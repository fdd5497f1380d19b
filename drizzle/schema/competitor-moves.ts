import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { type MoveKind, moveKinds } from '~/features/visits/rules';
import { accounts } from './accounts';
import { edited, id, instant, oneOf, owned, word } from './columns';
import { competitors } from './offerings';
import { opportunities } from './opportunities';
import { visits } from './visits';

/** What a competitor does at a customer, as seen in a visit. */
export const competitorMoves = pgTable(
  'competitor_moves',
  {
    ...owned,
    ...edited,
    accountId: id(),
    visitId: uuid(),
    opportunityId: uuid(),
    competitorId: uuid()
      .notNull()
      .references(() => competitors.id),
    kind: word<MoveKind>().notNull(),
    note: text(),
    /** When it was heard: the visit's time, which may lie before it was written. */
    seenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'competitor_moves_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'competitor_moves_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
    foreignKey({
      name: 'competitor_moves_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    index('competitor_moves_account').on(t.tenantId, t.accountId, t.unitId),
    index('competitor_moves_visit').on(t.tenantId, t.visitId),
    index('competitor_moves_opportunity').on(t.tenantId, t.opportunityId),
    index('competitor_moves_competitor').on(t.competitorId),
    index('competitor_moves_owner').on(t.ownerId),
    index('competitor_moves_unit').on(t.unitId),
    oneOf('competitor_moves_kind', t.kind, moveKinds),
    check('competitor_moves_note', sql`length(${t.note}) <= 500`),
  ],
);
