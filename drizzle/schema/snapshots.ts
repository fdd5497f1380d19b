import { sql } from 'drizzle-orm';
import { bigint, boolean, foreignKey, index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { day, fen, id, oneOf, tenantId, word } from './columns';
import { opportunities } from './opportunities';

/** What a deal was before something happened to it; all empty when it was not there. */
const before = {
  wasUnitId: integer(),
  wasOwnerId: uuid(),
  wasStageId: integer(),
  wasTotalFen: fen(),
  wasCloseOn: day(),
  wasDeleted: boolean(),
};

/**
 * Deals touched on a day, with what they were before the day's first touch; written by a trigger, taken away by the night
 * that has made states of them. So a night costs what changed, and one that was missed is made up for exactly.
 */
export const opportunityTouches = pgTable(
  'opportunity_touches',
  { tenantId: tenantId(), opportunityId: id(), onDay: day().notNull(), ...before },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.opportunityId, t.onDay] }),
    foreignKey({
      name: 'opportunity_touches_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }).onDelete('cascade'),
    index('opportunity_touches_day').on(t.onDay, t.tenantId, t.opportunityId),
  ],
);

/**
 * What a deal was at the end of each day from `fromOn` to the day before `toOn` (empty: until now): one row for each span
 * in which nothing changed, with what it was before. `at…` and `was…` are the unit and owner of those days, not today's.
 */
export const opportunityStates = pgTable(
  'opportunity_states',
  {
    tenantId: tenantId(),
    opportunityId: id(),
    fromOn: day().notNull(),
    toOn: day(),
    atUnitId: integer().notNull(),
    atOwnerId: uuid().notNull(),
    stageId: integer().notNull(),
    totalFen: bigint({ mode: 'number' }).notNull(),
    closeOn: day(),
    isDeleted: boolean().notNull(),
    ...before,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.opportunityId, t.fromOn] }),
    foreignKey({
      name: 'opportunity_states_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }).onDelete('cascade'),
    index('opportunity_states_tenant').on(t.tenantId, t.fromOn),
    index('opportunity_states_unit').on(t.atUnitId, t.fromOn),
    index('opportunity_states_left').on(t.wasUnitId, t.fromOn).where(sql`${t.wasUnitId} <> ${t.atUnitId}`),
  ],
);

/**
 * The open pipeline at the end of a day, by month of expected closing: a row where it differs from the day before. Unit 0 is
 * the whole company; month `1970-01-01` all months together, `9999-12-01` those without a date.
 */
export const pipelineLevels = pgTable(
  'pipeline_levels',
  {
    tenantId: tenantId(),
    unitId: integer().notNull(),
    closeMonth: day().notNull(),
    onDay: day().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    totalFen: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.unitId, t.closeMonth, t.onDay] })],
);

const flowParts = ['entered', 'advanced', 'won', 'lost', 'days_won', 'days_lost', 'here'] as const;

/**
 * How deals flow, by unit (0: the whole company) and stage. Of those who first entered a stage in a month: how many, and how many
 * went further, were won and lost. Of those closed in a quarter: the days they spent in the stage. `here`: open ones by the month
 * they came to the stage they are in. Written by the night.
 */
export const pipelineFlows = pgTable(
  'pipeline_flows',
  {
    tenantId: tenantId(),
    unitId: integer().notNull(),
    part: word<(typeof flowParts)[number]>().notNull(),
    stageId: integer().notNull(),
    startsOn: day().notNull(),
    days: integer().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    totalFen: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({
      name: 'pipeline_flows_key',
      columns: [t.tenantId, t.unitId, t.part, t.stageId, t.startsOn, t.days],
    }),
    oneOf('pipeline_flows_part', t.part, flowParts),
  ],
);
