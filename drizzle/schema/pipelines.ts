import { sql } from 'drizzle-orm';
import { check, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { type Criterion, type StageType, stageTypes } from '~/features/opportunities/rules';
import { instant, oneOf, word } from './columns';
import { tenants } from './people';

/** A way of selling: a named, versioned list of stages. Without a tenant it is the national one. */
export const pipelines = pgTable(
  'pipelines',
  {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    tenantId: integer().references(() => tenants.id),
    code: text().notNull(),
    name: text().notNull(),
    version: integer().notNull().default(1),
    publishedAt: instant(),
  },
  (t) => [uniqueIndex('pipelines_version').on(sql`coalesce(${t.tenantId}, 0)`, t.code, t.version)],
);

export const stages = pgTable(
  'stages',
  {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    pipelineId: integer()
      .notNull()
      .references(() => pipelines.id),
    position: integer().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    nameEn: text().notNull(),
    type: word<StageType>().notNull(),
    /** Percent, the configured chance of winning from here. */
    probability: integer().notNull(),
    /** Days without activity after which an opportunity counts as stuck. */
    stuckAfterDays: integer(),
    exitCriteria: jsonb().$type<Criterion[]>().notNull().default([]),
    guidance: text(),
  },
  (t) => [
    uniqueIndex('stages_position').on(t.pipelineId, t.position),
    uniqueIndex('stages_code').on(t.pipelineId, t.code),
    oneOf('stages_type', t.type, stageTypes),
    check('stages_probability', sql`${t.probability} between 0 and 100`),
  ],
);
