import { sql } from 'drizzle-orm';
import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import {
  type Channel,
  type CommitmentSide,
  type CommitmentState,
  channels,
  commitmentSides,
  commitmentStates,
} from '~/features/visits/rules';
import { accounts } from './accounts';
import { byChange, day, edited, id, instant, oneOf, owned, word } from './columns';
import { opportunities } from './opportunities';
import { visits } from './visits';

/** A promise made in a visit; `ownerId` is who has to keep it (for theirs: who follows it up). */
export const commitments = pgTable(
  'commitments',
  {
    ...owned,
    ...edited,
    accountId: id(),
    visitId: uuid(),
    opportunityId: uuid(),
    side: word<CommitmentSide>().notNull().default('ours'),
    text: text().notNull(),
    dueOn: day().notNull(),
    state: word<CommitmentState>().notNull().default('open'),
    /** The day it was kept or found broken; not after `dueOn` is on time. */
    settledOn: day(),
    /** What shows that it was kept: an address or a text. */
    evidence: text(),
    /** What the customer was told, how and when. */
    answer: text(),
    answerChannel: word<Channel>(),
    answeredAt: instant(),
    /** Why it was called off. */
    cancelReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'commitments_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'commitments_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
    foreignKey({
      name: 'commitments_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    index('commitments_account').on(t.tenantId, t.accountId, t.unitId),
    index('commitments_visit').on(t.tenantId, t.visitId),
    index('commitments_opportunity').on(t.tenantId, t.opportunityId),
    index('commitments_owner').on(t.ownerId, t.state, t.dueOn).where(sql`${t.deletedAt} is null`),
    index('commitments_unit').on(t.unitId, t.state, t.dueOn).where(sql`${t.deletedAt} is null`),
    index('commitments_tenant').on(t.tenantId, t.state, t.dueOn, t.id).where(sql`${t.deletedAt} is null`),
    ...byChange('commitments', t),
    index('commitments_deleted').on(t.tenantId, t.deletedAt).where(sql`${t.deletedAt} is not null`),
    oneOf('commitments_answer_channel', t.answerChannel, channels),
    oneOf('commitments_side', t.side, commitmentSides),
    oneOf('commitments_state', t.state, commitmentStates),
  ],
);
