import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  type Amount,
  type Condition,
  type Milestone,
  milestones,
  type VoidReason,
  voidReasons,
} from '~/features/rewards/rules';
import { day, fen, id, instant, oneOf, tenantId, word } from './columns';
import { people, tenants } from './people';

const company = () => tenantId().references(() => tenants.id);
const person = () =>
  uuid()
    .notNull()
    .references(() => people.id);

/** A version of what is rewarded. Published, it never changes; a later version takes its place from its first day on. */
export const rewardRules = pgTable(
  'reward_rules',
  {
    tenantId: company(),
    id: id(),
    /** The same in all versions of a rule. */
    series: id(),
    edition: integer().notNull().default(1),
    name: text().notNull(),
    nameEn: text(),
    milestone: word<Milestone>().notNull(),
    /** Roles whose holders may earn it; empty: everybody. */
    audience: text().array().notNull().default([]),
    condition: jsonb().$type<Condition>().notNull(),
    amount: jsonb().$type<Amount>().notNull(),
    /** An honour whose story is then written by whoever keeps the rewards. */
    award: text(),
    startsOn: day().notNull(),
    /** The last day. */
    endsOn: day().notNull(),
    createdBy: person(),
    createdAt: instant().notNull().defaultNow(),
    publishedAt: instant(),
    publishedBy: uuid().references(() => people.id),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('reward_rules_edition').on(t.tenantId, t.series, t.edition),
    index('reward_rules_creator').on(t.createdBy),
    index('reward_rules_publisher').on(t.publishedBy),
    oneOf('reward_rules_milestone', t.milestone, milestones),
    check('reward_rules_days', sql`${t.endsOn} >= ${t.startsOn}`),
    check('reward_rules_published', sql`(${t.publishedAt} is null) = (${t.publishedBy} is null)`),
  ],
);

/** What somebody may get, or got, for a fact. Written once by the database itself; nobody changes or removes it. */
export const rewardEntries = pgTable(
  'reward_entries',
  {
    tenantId: company(),
    id: id(),
    personId: person(),
    ruleId: id(),
    series: id(),
    milestone: word<Milestone>().notNull(),
    /** What is rewarded once: the lead, the deal, the visit, the certificate. */
    factId: id(),
    /** What it hangs on where that can be tried again: the contract of a deal. */
    causeId: id(),
    points: integer().notNull(),
    /** What the points were worked out from. */
    valueFen: fen(),
    line: text(),
    rating: integer(),
    title: text().notNull(),
    factAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'reward_entries_rule',
      columns: [t.tenantId, t.ruleId],
      foreignColumns: [rewardRules.tenantId, rewardRules.id],
    }),
    uniqueIndex('reward_entries_once').on(t.tenantId, t.series, t.personId, t.factId, t.causeId),
    index('reward_entries_person').on(t.personId, t.createdAt.desc().nullsFirst(), t.id),
    index('reward_entries_latest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id),
    index('reward_entries_of_rule').on(t.tenantId, t.ruleId),
    oneOf('reward_entries_milestone', t.milestone, milestones),
    check('reward_entries_points', sql`${t.points} > 0`),
  ],
);

/** That the fact of an entry came true, and the quarter it counts in. One of a rule, person and fact, whatever was tried. */
export const rewardConfirmations = pgTable(
  'reward_confirmations',
  {
    tenantId: company(),
    entryId: id(),
    series: id(),
    personId: person(),
    factId: id(),
    points: integer().notNull(),
    /** First day of the quarter. */
    quarter: date({ mode: 'string' }).notNull(),
    confirmedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.entryId] }),
    foreignKey({
      name: 'reward_confirmations_entry',
      columns: [t.tenantId, t.entryId],
      foreignColumns: [rewardEntries.tenantId, rewardEntries.id],
    }),
    uniqueIndex('reward_confirmations_once').on(t.tenantId, t.series, t.personId, t.factId),
    index('reward_confirmations_quarter').on(t.tenantId, t.quarter, t.personId),
    index('reward_confirmations_person').on(t.personId, t.quarter),
    check('reward_confirmations_points', sql`${t.points} > 0`),
  ],
);

/** That somebody says an entry's fact never happened: proposed by one, decided by another, appealed to a third. */
export const rewardChallenges = pgTable(
  'reward_challenges',
  {
    tenantId: company(),
    id: id(),
    entryId: id(),
    reason: word<VoidReason>().notNull(),
    note: text().notNull(),
    proposedBy: person(),
    proposedAt: instant().notNull(),
    isVoid: boolean(),
    decidedBy: uuid().references(() => people.id),
    decidedAt: instant(),
    decision: text(),
    appeal: text(),
    appealedAt: instant(),
    isRestored: boolean(),
    answeredBy: uuid().references(() => people.id),
    answeredAt: instant(),
    answer: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'reward_challenges_entry',
      columns: [t.tenantId, t.entryId],
      foreignColumns: [rewardEntries.tenantId, rewardEntries.id],
    }),
    uniqueIndex('reward_challenges_one')
      .on(t.tenantId, t.entryId)
      .where(sql`${t.isVoid} is null or (${t.isVoid} and ${t.isRestored} is not true)`),
    index('reward_challenges_of_entry').on(t.tenantId, t.entryId),
    index('reward_challenges_proposer').on(t.proposedBy),
    index('reward_challenges_decider').on(t.decidedBy),
    index('reward_challenges_answerer').on(t.answeredBy),
    oneOf('reward_challenges_reason', t.reason, voidReasons),
    check('reward_challenges_two', sql`${t.decidedBy} <> ${t.proposedBy}`),
    check('reward_challenges_third', sql`${t.answeredBy} <> ${t.decidedBy} and ${t.answeredBy} <> ${t.proposedBy}`),
    check(
      'reward_challenges_decided',
      sql`(${t.isVoid} is null) = (${t.decidedBy} is null) and (${t.isVoid} is null) = (${t.decidedAt} is null)`,
    ),
    check(
      'reward_challenges_answered',
      sql`(${t.isRestored} is null) = (${t.answeredBy} is null) and (${t.isRestored} is null or ${t.appealedAt} is not null)`,
    ),
    check('reward_challenges_appealed', sql`${t.appealedAt} is null or ${t.isVoid}`),
  ],
);

/** A quarter that went to the payroll: what it held then stays what was paid. */
export const rewardPayrolls = pgTable(
  'reward_payrolls',
  {
    tenantId: company(),
    quarter: date({ mode: 'string' }).notNull(),
    closedBy: person(),
    closedAt: instant().notNull(),
    points: bigint({ mode: 'number' }).notNull(),
    people: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.quarter] }), index('reward_payrolls_closer').on(t.closedBy)],
);

export const rewardPayrollLines = pgTable(
  'reward_payroll_lines',
  {
    tenantId: company(),
    quarter: date({ mode: 'string' }).notNull(),
    entryId: id(),
    personId: person(),
    points: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.quarter, t.entryId] }),
    foreignKey({
      name: 'reward_payroll_lines_payroll',
      columns: [t.tenantId, t.quarter],
      foreignColumns: [rewardPayrolls.tenantId, rewardPayrolls.quarter],
    }),
    foreignKey({
      name: 'reward_payroll_lines_entry',
      columns: [t.tenantId, t.entryId],
      foreignColumns: [rewardEntries.tenantId, rewardEntries.id],
    }),
    index('reward_payroll_lines_of_entry').on(t.tenantId, t.entryId),
    index('reward_payroll_lines_person').on(t.personId, t.quarter),
    check('reward_payroll_lines_points', sql`${t.points} > 0`),
  ],
);
