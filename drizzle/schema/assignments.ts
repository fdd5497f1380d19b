import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { type AssignmentRole, assignmentRoles } from '~/features/assignments/rules';
import { accounts } from './accounts';
import { dateRange, id, oneOf, owned, word } from './columns';

/**
 * Who serves an account, as what, from when to when. `ownerId` is the person assigned.
 * The exclusion constraint against two primaries at one time is in the hand-written migration.
 */
export const assignments = pgTable(
  'assignments',
  {
    ...owned,
    accountId: id(),
    role: word<AssignmentRole>().notNull(),
    during: dateRange().notNull(),
    reason: text(),
    assignedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'assignments_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    index('assignments_account').on(t.tenantId, t.accountId, t.unitId),
    index('assignments_person').on(t.ownerId),
    index('assignments_unit').on(t.unitId),
    oneOf('assignments_role', t.role, assignmentRoles),
  ],
);
