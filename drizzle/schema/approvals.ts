import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type ApprovalState, approvalStates, type StepState, stepStates } from '~/features/approvals/rules';
import { accounts } from './accounts';
import { id, instant, oneOf, owned, word } from './columns';
import { opportunities } from './opportunities';
import { people } from './people';
import { quotes } from './quotes';

/** Asks those who may allow it to let an opportunity leave a stage, or a quote of it go out; `ownerId` follows the deal's. */
export const approvals = pgTable(
  'approvals',
  {
    ...owned,
    accountId: id(),
    opportunityId: id(),
    /** The quote this is about; the stage is `quote` then, and the criterion names it. */
    quoteId: uuid(),
    /** Working hours each approver has; null: as long as it takes. */
    hours: integer(),
    stageCode: text().notNull(),
    /** Key of the criterion of that stage, as `criterionKey` says it. */
    criterion: text().notNull(),
    mode: word<'in_turn' | 'all'>().notNull(),
    state: word<ApprovalState>().notNull().default('pending'),
    note: text(),
    askedBy: uuid()
      .notNull()
      .references(() => people.id),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'approvals_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'approvals_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    foreignKey({
      name: 'approvals_quote',
      columns: [t.tenantId, t.quoteId],
      foreignColumns: [quotes.tenantId, quotes.id],
    }),
    index('approvals_quote').on(t.tenantId, t.quoteId).where(sql`${t.quoteId} is not null`),
    index('approvals_account').on(t.tenantId, t.accountId, t.unitId),
    index('approvals_opportunity').on(t.tenantId, t.opportunityId, t.state),
    uniqueIndex('approvals_one_pending')
      .on(t.tenantId, t.opportunityId, t.stageCode, t.criterion)
      .where(sql`${t.state} = 'pending'`),
    index('approvals_asked_by').on(t.askedBy, t.createdAt.desc().nullsFirst(), t.id),
    oneOf('approvals_state', t.state, approvalStates),
    oneOf('approvals_mode', t.mode, ['in_turn', 'all']),
  ],
);

/** One approver's part of an approval. */
export const approvalSteps = pgTable(
  'approval_steps',
  {
    ...owned,
    accountId: id(),
    approvalId: id(),
    position: integer().notNull(),
    role: text().notNull(),
    approverId: uuid()
      .notNull()
      .references(() => people.id),
    state: word<StepState>().notNull(),
    comment: text(),
    decidedAt: instant(),
    /** When whose turn it is should have answered. */
    dueAt: instant(),
    escalatedAt: instant(),
    /** Who had it before and passed it on. */
    passedOnBy: uuid().array().notNull().default(sql`'{}'`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'approval_steps_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'approval_steps_approval',
      columns: [t.tenantId, t.approvalId],
      foreignColumns: [approvals.tenantId, approvals.id],
    }),
    index('approval_steps_account').on(t.tenantId, t.accountId, t.unitId),
    index('approval_steps_approval').on(t.tenantId, t.approvalId, t.position),
    index('approval_steps_waiting').on(t.approverId, t.createdAt, t.id).where(sql`${t.state} = 'pending'`),
    index('approval_steps_unit_waiting').on(t.unitId).where(sql`${t.state} = 'pending'`),
    index('approval_steps_due').on(t.dueAt).where(sql`${t.state} = 'pending'`),
    index('approval_steps_approver').on(t.approverId),
    oneOf('approval_steps_state', t.state, stepStates),
  ],
);
