import { sql } from 'drizzle-orm';
import {
  check,
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
  type Budget,
  budgets,
  type Gap,
  influences,
  type QualificationFacts,
  type QualificationResult,
  results,
  type Tender,
  type TenderInfluence,
  tenders,
} from '~/features/qualification/rules';
import { accounts } from './accounts';
import { day, fen, id, instant, oneOf, owned, word } from './columns';
import { contacts } from './contacts';
import { opportunities } from './opportunities';
import { people } from './people';

/** What is known about the chance and the worth of a deal; one a deal. `ownerId` is the deal's, kept by a trigger. */
export const qualifications = pgTable(
  'qualifications',
  {
    ...owned,
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
    accountId: id(),
    opportunityId: id(),
    fitProduct: integer(),
    fitProductNote: text(),
    fitService: integer(),
    fitServiceNote: text(),
    fitSolution: integer(),
    fitSolutionNote: text(),
    budget: word<Budget>().notNull().default('unknown'),
    budgetFen: fen(),
    deciderId: uuid(),
    decisionOn: day(),
    compellingEvent: text(),
    tender: word<Tender>().notNull().default('unknown'),
    tenderNo: text(),
    announcedOn: day(),
    bidDueOn: day(),
    bidBondFen: fen(),
    weightPrice: integer(),
    weightTechnical: integer(),
    weightCommercial: integer(),
    tenderInfluence: word<TenderInfluence>(),
    gaps: jsonb().$type<Gap[]>().notNull().default([]),
    marginPercent: integer(),
    strategicWeight: integer(),
    strategicWhy: text(),
    /** What the rule proposed when it was saved last. */
    proposed: word<QualificationResult>().notNull(),
    /** What a person decided; null while nobody has. */
    result: word<QualificationResult>(),
    resultReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'qualifications_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'qualifications_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    foreignKey({
      name: 'qualifications_decider',
      columns: [t.tenantId, t.deciderId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    uniqueIndex('qualifications_opportunity_once').on(t.tenantId, t.opportunityId),
    index('qualifications_account').on(t.tenantId, t.accountId, t.unitId),
    index('qualifications_decider').on(t.tenantId, t.deciderId).where(sql`${t.deciderId} is not null`),
    index('qualifications_owner').on(t.ownerId),
    index('qualifications_unit').on(t.unitId),
    check(
      'qualifications_fit',
      sql`${t.fitProduct} between 0 and 5 and ${t.fitService} between 0 and 5 and ${t.fitSolution} between 0 and 5`,
    ),
    check(
      'qualifications_weights',
      sql`${t.weightPrice} between 0 and 100 and ${t.weightTechnical} between 0 and 100 and ${t.weightCommercial} between 0 and 100`,
    ),
    check(
      'qualifications_value',
      sql`${t.marginPercent} between -100 and 100 and ${t.strategicWeight} between 1 and 5`,
    ),
    check('qualifications_money', sql`${t.budgetFen} >= 0 and ${t.bidBondFen} >= 0`),
    check(
      'qualifications_reason',
      sql`${t.result} is null or ${t.result} = ${t.proposed} or ${t.resultReason} is not null`,
    ),
    oneOf('qualifications_budget', t.budget, budgets),
    oneOf('qualifications_tender', t.tender, tenders),
    oneOf('qualifications_influence', t.tenderInfluence, influences),
    oneOf('qualifications_proposed', t.proposed, results),
    oneOf('qualifications_result', t.result, results),
  ],
);

/** What was known at each save, whole: what a model may have known then. Append-only. */
export const qualificationScores = pgTable(
  'qualification_scores',
  {
    ...owned,
    accountId: id(),
    opportunityId: id(),
    at: instant().notNull(),
    byId: uuid().references(() => people.id),
    facts: jsonb().$type<QualificationFacts>().notNull(),
    proposed: word<QualificationResult>().notNull(),
    result: word<QualificationResult>(),
    /** Of the evidence expected up to then, how much was proven, and what that made likely, in per cent. */
    proven: integer().notNull(),
    expected: integer().notNull(),
    probability: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'qualification_scores_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'qualification_scores_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    index('qualification_scores_opportunity').on(t.tenantId, t.opportunityId, t.at),
    index('qualification_scores_account').on(t.tenantId, t.accountId, t.unitId),
    index('qualification_scores_owner').on(t.ownerId),
    index('qualification_scores_unit').on(t.unitId),
    index('qualification_scores_by').on(t.byId),
    oneOf('qualification_scores_proposed', t.proposed, results),
    oneOf('qualification_scores_result', t.result, results),
  ],
);
