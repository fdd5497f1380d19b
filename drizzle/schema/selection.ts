import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  type CandidateState,
  candidateStates,
  criteria,
  type ItemKind,
  itemKinds,
  type OpeningState,
  openingStates,
  type Weights,
} from '~/features/selection/rules';
import { accounts } from './accounts';
import { day, id, instant, oneOf, tenantId, word } from './columns';
import { people, tenants, units } from './people';

const company = () => tenantId().references(() => tenants.id);
const person = () =>
  uuid()
    .notNull()
    .references(() => people.id);
const team = () =>
  integer()
    .notNull()
    .references(() => units.id);

/** Places for account managers in a team, and what counts how much. */
export const openings = pgTable(
  'openings',
  {
    tenantId: company(),
    id: id(),
    teamId: team(),
    title: text().notNull(),
    note: text(),
    seats: integer().notNull().default(1),
    weights: jsonb().$type<Weights>().notNull(),
    state: word<OpeningState>().notNull().default('open'),
    closesOn: day(),
    createdBy: person(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('openings_latest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id),
    index('openings_team').on(t.teamId),
    index('openings_creator').on(t.createdBy),
    oneOf('openings_state', t.state, openingStates),
    check('openings_seats', sql`${t.seats} between 1 and 50`),
  ],
);

const ofOpening = (name: string, t: Record<'tenantId' | 'openingId', never>) =>
  foreignKey({
    name: `${name}_opening`,
    columns: [t.tenantId, t.openingId],
    foreignColumns: [openings.tenantId, openings.id],
  });

/** Who judges, each alone. */
export const openingAssessors = pgTable(
  'opening_assessors',
  { tenantId: company(), openingId: id(), personId: person(), createdAt: instant().notNull().defaultNow() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.openingId, t.personId] }),
    ofOpening('opening_assessors', t as never),
    index('opening_assessors_person').on(t.personId),
  ],
);

/** A colleague who would like to, or was put forward. `nextSteps` is what they are told when it was not them. */
export const candidates = pgTable(
  'candidates',
  {
    tenantId: company(),
    id: id(),
    openingId: id(),
    personId: person(),
    story: text().notNull(),
    state: word<CandidateState>().notNull().default('standing'),
    nextSteps: text(),
    proposedBy: person(),
    createdAt: instant().notNull().defaultNow(),
    decidedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    ofOpening('candidates', t as never),
    uniqueIndex('candidates_once').on(t.tenantId, t.openingId, t.personId),
    index('candidates_person').on(t.personId, t.createdAt.desc().nullsFirst(), t.id),
    index('candidates_proposer').on(t.proposedBy),
    oneOf('candidates_state', t.state, candidateStates),
    check('candidates_told', sql`${t.state} <> 'not_chosen' or ${t.nextSteps} is not null`),
  ],
);

/** One assessor's judgement of one candidate, given once and not changed. */
export const candidateScores = pgTable(
  'candidate_scores',
  {
    tenantId: company(),
    candidateId: id(),
    assessorId: person(),
    responsibility: smallint().notNull(),
    experience: smallint().notNull(),
    communication: smallint().notNull(),
    learning: smallint().notNull(),
    note: text().notNull(),
    submittedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.candidateId, t.assessorId] }),
    foreignKey({
      name: 'candidate_scores_candidate',
      columns: [t.tenantId, t.candidateId],
      foreignColumns: [candidates.tenantId, candidates.id],
    }),
    index('candidate_scores_assessor').on(t.assessorId),
    ...criteria.map((one) => check(`candidate_scores_${one}`, sql`${t[one]} between 1 and 5`)),
  ],
);

/** Why it was who it was; for those who judged and decided, not for the candidates. */
export const selectionDecisions = pgTable(
  'selection_decisions',
  {
    tenantId: company(),
    openingId: id(),
    reason: text().notNull(),
    decidedBy: person(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.openingId] }),
    ofOpening('selection_decisions', t as never),
    index('selection_decisions_decider').on(t.decidedBy),
  ],
);

/** The first weeks of whoever was chosen. */
export const onboardingPlans = pgTable(
  'onboarding_plans',
  {
    tenantId: company(),
    id: id(),
    openingId: id(),
    personId: person(),
    mentorId: person(),
    teamId: team(),
    startsOn: day().notNull(),
    createdBy: person(),
    createdAt: instant().notNull().defaultNow(),
    completedAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    ofOpening('onboarding_plans', t as never),
    uniqueIndex('onboarding_plans_once').on(t.tenantId, t.openingId, t.personId),
    index('onboarding_plans_person').on(t.personId),
    index('onboarding_plans_mentor').on(t.mentorId),
    index('onboarding_plans_team').on(t.teamId),
    index('onboarding_plans_creator').on(t.createdBy),
    check('onboarding_plans_mentor_is_other', sql`${t.mentorId} <> ${t.personId}`),
  ],
);

/** A step of a plan: a course by its name or code, an account to take over, something to do. */
export const onboardingItems = pgTable(
  'onboarding_items',
  {
    tenantId: company(),
    id: id(),
    planId: id(),
    position: integer().notNull(),
    kind: word<ItemKind>().notNull(),
    title: text().notNull(),
    accountId: uuid(),
    dueOn: day(),
    doneAt: instant(),
    doneBy: uuid().references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'onboarding_items_plan',
      columns: [t.tenantId, t.planId],
      foreignColumns: [onboardingPlans.tenantId, onboardingPlans.id],
    }),
    foreignKey({
      name: 'onboarding_items_account',
      columns: [t.tenantId, t.accountId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
    index('onboarding_items_plan').on(t.tenantId, t.planId, t.position),
    index('onboarding_items_account').on(t.tenantId, t.accountId),
    index('onboarding_items_done_by').on(t.doneBy),
    oneOf('onboarding_items_kind', t.kind, itemKinds),
    check('onboarding_items_of_account', sql`(${t.kind} = 'account') = (${t.accountId} is not null)`),
    check('onboarding_items_done', sql`(${t.doneAt} is null) = (${t.doneBy} is null)`),
  ],
);
