import { foreignKey, index, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import type { VisitDraft } from '~/features/visits/rules';
import { accounts } from './accounts';
import { id, instant, tenantId } from './columns';
import { people } from './people';

/** What an assistant wrote down of somebody's visit. It is no visit, and counts nowhere, until that person confirms it. */
export const visitDrafts = pgTable(
  'visit_drafts',
  {
    tenantId: tenantId(),
    /** Of the visit it becomes. */
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    accountId: id(),
    startsAt: instant().notNull(),
    draft: jsonb().$type<VisitDraft>().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'visit_drafts_account',
      columns: [t.tenantId, t.accountId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
    index('visit_drafts_account').on(t.tenantId, t.accountId),
    index('visit_drafts_person').on(t.personId, t.createdAt.desc().nullsFirst()),
  ],
);
