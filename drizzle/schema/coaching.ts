import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { type Aspects, type Reaction, reactions } from '~/features/coaching/rules';
import { accounts } from './accounts';
import { edited, id, instant, oneOf, owned, tenantId, word } from './columns';
import { opportunities } from './opportunities';
import { people } from './people';
import { visits } from './visits';

/** What is said about a visit or a deal; `ownerId` is that one's, so that a comment is seen by who sees it. */
export const visitComments = pgTable(
  'visit_comments',
  {
    ...owned,
    accountId: id(),
    /** Of these two exactly one. */
    visitId: uuid(),
    opportunityId: uuid(),
    authorId: uuid()
      .notNull()
      .references(() => people.id),
    text: text().notNull(),
    isQuestion: boolean().notNull().default(false),
    /** The question this answers. */
    answersId: uuid(),
    /** Kept by a trigger on the answers. */
    answeredAt: instant(),
    mentions: jsonb().$type<string[]>().notNull().default([]),
    editedAt: instant(),
    deletedAt: instant(),
    deletedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'visit_comments_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'visit_comments_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
    foreignKey({
      name: 'visit_comments_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    foreignKey({
      name: 'visit_comments_answers',
      columns: [t.tenantId, t.answersId],
      foreignColumns: [t.tenantId, t.id],
    }),
    check('visit_comments_about', sql`num_nonnulls(${t.visitId}, ${t.opportunityId}) = 1`),
    index('visit_comments_visit').on(t.tenantId, t.visitId, t.createdAt),
    index('visit_comments_opportunity').on(t.tenantId, t.opportunityId, t.createdAt),
    index('visit_comments_account').on(t.tenantId, t.accountId, t.unitId),
    index('visit_comments_answers').on(t.tenantId, t.answersId),
    index('visit_comments_owner').on(t.ownerId, t.createdAt.desc().nullsFirst()).where(sql`${t.deletedAt} is null`),
    index('visit_comments_unit').on(t.unitId),
    index('visit_comments_open')
      .on(t.tenantId, t.unitId, t.ownerId)
      .where(sql`${t.isQuestion} and ${t.answeredAt} is null and ${t.deletedAt} is null`),
  ],
);

export const commentReactions = pgTable(
  'comment_reactions',
  {
    tenantId: tenantId(),
    commentId: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    kind: word<Reaction>().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.commentId, t.personId, t.kind] }),
    foreignKey({
      name: 'comment_reactions_comment',
      columns: [t.tenantId, t.commentId],
      foreignColumns: [visitComments.tenantId, visitComments.id],
    }),
    oneOf('comment_reactions_kind', t.kind, reactions),
  ],
);

export const visitReactions = pgTable(
  'visit_reactions',
  {
    tenantId: tenantId(),
    visitId: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    kind: word<Reaction>().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.visitId, t.personId, t.kind] }),
    foreignKey({
      name: 'visit_reactions_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
    oneOf('visit_reactions_kind', t.kind, reactions),
  ],
);

/** Up to when a person has seen what a visit and its comments say. */
export const visitReads = pgTable(
  'visit_reads',
  {
    tenantId: tenantId(),
    visitId: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    seenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.visitId, t.personId] }),
    foreignKey({
      name: 'visit_reads_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
  ],
);

/** Up to when a person has seen what is said about a deal. */
export const opportunityReads = pgTable(
  'opportunity_reads',
  {
    tenantId: tenantId(),
    opportunityId: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    seenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.opportunityId, t.personId] }),
    foreignKey({
      name: 'opportunity_reads_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
  ],
);

/** What a lead who came along tells the visitor: read by the two and those above, by no colleague. */
export const visitCoachings = pgTable(
  'visit_coachings',
  {
    ...owned,
    ...edited,
    accountId: id(),
    visitId: id(),
    coachId: uuid()
      .notNull()
      .references(() => people.id),
    aspects: jsonb().$type<Aspects>().notNull(),
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'visit_coachings_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'visit_coachings_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
    uniqueIndex('visit_coachings_once').on(t.tenantId, t.visitId, t.coachId),
    index('visit_coachings_account').on(t.tenantId, t.accountId, t.unitId),
    index('visit_coachings_owner').on(t.ownerId),
    index('visit_coachings_unit').on(t.unitId),
  ],
);
