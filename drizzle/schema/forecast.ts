import { sql } from 'drizzle-orm';
import {
  check,
  doublePrecision,
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
  type Category,
  type Chosen,
  categories,
  chosen,
  type GateFailure,
  type Reason,
  type Rung,
  rungs,
  type WinModel,
} from '~/features/forecast/rules';
import { accounts } from './accounts';
import { day, fen, id, instant, oneOf, owned, tenantId, word } from './columns';
import { opportunities } from './opportunities';
import { people, tenants, units } from './people';

/** What a company's closed deals taught, version by version; written by the nightly job alone. */
export const winModels = pgTable(
  'win_models',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    version: integer().notNull(),
    madeAt: instant().notNull(),
    rung: word<Rung>().notNull(),
    failures: jsonb().$type<GateFailure[]>().notNull(),
    seed: integer().notNull(),
    code: text().notNull(),
    fromOn: day(),
    untilOn: day(),
    deals: integer().notNull(),
    won: integer().notNull(),
    snapshots: integer().notNull(),
    /** Stage rates, inputs with means, spreads and weights, measures: what is needed to say it again. */
    model: jsonb().$type<WinModel>().notNull(),
    previousVersion: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('win_models_version').on(t.tenantId, t.version),
    oneOf('win_models_rung', t.rung, rungs),
  ],
);

/** The learnt probability of an open deal, with its reasons. */
export const winScores = pgTable(
  'win_scores',
  {
    tenantId: tenantId(),
    opportunityId: uuid().notNull(),
    modelId: uuid().notNull(),
    scoredAt: instant().notNull(),
    probability: doublePrecision().notNull(),
    reasons: jsonb().$type<Reason[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.opportunityId] }),
    foreignKey({
      name: 'win_scores_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'win_scores_model',
      columns: [t.tenantId, t.modelId],
      foreignColumns: [winModels.tenantId, winModels.id],
    }).onDelete('cascade'),
    index('win_scores_model').on(t.tenantId, t.modelId),
    check('win_scores_probability', sql`${t.probability} between 0 and 1`),
  ],
);

/** What the manager calls a deal; none: by its probability. */
export const forecastCalls = pgTable(
  'forecast_calls',
  {
    ...owned,
    accountId: id(),
    opportunityId: uuid().notNull(),
    category: word<Chosen>().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('forecast_calls_opportunity').on(t.tenantId, t.opportunityId),
    foreignKey({
      name: 'forecast_calls_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'forecast_calls_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }).onDelete('cascade'),
    index('forecast_calls_account').on(t.tenantId, t.accountId, t.unitId),
    index('forecast_calls_owner').on(t.ownerId),
    oneOf('forecast_calls_category', t.category, chosen),
  ],
);

/** What a manager submitted in a week for a month, frozen: one row per category. */
export const forecastLines = pgTable(
  'forecast_lines',
  {
    ...owned,
    weekOn: day().notNull(),
    month: day().notNull(),
    category: word<Category>().notNull(),
    oneOffFen: fen().notNull(),
    recurringFen: fen().notNull(),
    deals: integer().notNull(),
    /** Expected value of the deals and its variance, in 分 and 分²; added up for units. */
    expected: doublePrecision().notNull(),
    variance: doublePrecision().notNull(),
    submittedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('forecast_lines_once').on(t.ownerId, t.weekOn, t.month, t.category, t.tenantId),
    foreignKey({ name: 'forecast_lines_unit', columns: [t.unitId], foreignColumns: [units.id] }),
    foreignKey({ name: 'forecast_lines_owner', columns: [t.ownerId], foreignColumns: [people.id] }),
    index('forecast_lines_unit').on(t.unitId, t.weekOn, t.month),
    index('forecast_lines_tenant').on(t.tenantId, t.weekOn, t.month),
    oneOf('forecast_lines_category', t.category, categories),
    check('forecast_lines_amounts', sql`${t.oneOffFen} >= 0 and ${t.recurringFen} >= 0 and ${t.deals} >= 0`),
  ],
);

/** A lead's or director's correction of a manager's or a unit's number: what it was, what it is now, and why. Append-only. */
export const forecastAdjustments = pgTable(
  'forecast_adjustments',
  {
    ...owned,
    /** Whose number; null: the unit's as a whole. */
    personId: uuid().references(() => people.id),
    weekOn: day().notNull(),
    month: day().notNull(),
    category: word<Category>().notNull(),
    fromFen: fen().notNull(),
    toFen: fen().notNull(),
    why: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'forecast_adjustments_unit', columns: [t.unitId], foreignColumns: [units.id] }),
    foreignKey({ name: 'forecast_adjustments_owner', columns: [t.ownerId], foreignColumns: [people.id] }),
    index('forecast_adjustments_unit').on(t.unitId, t.weekOn, t.month),
    index('forecast_adjustments_tenant').on(t.tenantId, t.weekOn, t.month),
    index('forecast_adjustments_person').on(t.personId, t.weekOn),
    index('forecast_adjustments_owner').on(t.ownerId),
    oneOf('forecast_adjustments_category', t.category, categories),
    check('forecast_adjustments_amounts', sql`${t.toFen} >= 0`),
  ],
);
