import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { type ProductLine, productLines } from '~/features/offerings/rules';
import { type NeedKind, type NeedState, needKinds, needStates } from '~/features/visits/rules';
import { accounts } from './accounts';
import { edited, id, oneOf, owned, word } from './columns';
import { opportunities } from './opportunities';
import { visits } from './visits';

export const needs = pgTable(
  'needs',
  {
    ...owned,
    ...edited,
    accountId: id(),
    visitId: uuid(),
    opportunityId: uuid(),
    kind: word<NeedKind>().notNull(),
    line: word<ProductLine>(),
    text: text().notNull(),
    state: word<NeedState>().notNull().default('open'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'needs_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({ name: 'needs_visit', columns: [t.tenantId, t.visitId], foreignColumns: [visits.tenantId, visits.id] }),
    foreignKey({
      name: 'needs_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    index('needs_account').on(t.tenantId, t.accountId, t.unitId),
    index('needs_visit').on(t.tenantId, t.visitId),
    index('needs_opportunity').on(t.tenantId, t.opportunityId),
    index('needs_owner').on(t.ownerId),
    index('needs_unit').on(t.unitId),
    oneOf('needs_kind', t.kind, needKinds),
    oneOf('needs_line', t.line, productLines),
    oneOf('needs_state', t.state, needStates),
  ],
);
