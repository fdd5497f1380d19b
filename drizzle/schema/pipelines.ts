import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type StageType, stageTypes } from '~/features/opportunities/rules';
import type { Definition } from '~/features/processes/rules';
import { instant, oneOf, word } from './columns';
import { people, tenants } from './people';

/**
 * A published way of selling: a named, versioned list of stages that never changes again. Without a tenant it is
 * national; a tenant's is the extension of a national one.
 */
export const pipelines = pgTable(
  'pipelines',
  {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    tenantId: integer().references(() => tenants.id),
    code: text().notNull(),
    name: text().notNull(),
    nameEn: text().notNull().default(''),
    version: integer().notNull().default(1),
    publishedAt: instant(),
    publishedBy: uuid().references(() => people.id),
    /** The national version this one extends. */
    coreId: integer().references((): AnyPgColumn => pipelines.id),
  },
  (t) => [
    uniqueIndex('pipelines_version').on(sql`coalesce(${t.tenantId}, 0)`, t.code, t.version),
    index('pipelines_core').on(t.coreId),
    index('pipelines_publisher').on(t.publishedBy),
  ],
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
    /** As stored; `readCriteria` makes rules of it. */
    exitCriteria: jsonb().$type<unknown[]>().notNull().default([]),
    guidance: text(),
  },
  (t) => [
    uniqueIndex('stages_position').on(t.pipelineId, t.position),
    uniqueIndex('stages_code').on(t.pipelineId, t.code),
    oneOf('stages_type', t.type, stageTypes),
    check('stages_probability', sql`${t.probability} between 0 and 100`),
  ],
);

/** The next version while it is being written: one a company and pipeline, seen by those who write it. */
export const pipelineDrafts = pgTable(
  'pipeline_drafts',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    tenantId: integer().references(() => tenants.id),
    code: text().notNull(),
    definition: jsonb().$type<Definition>().notNull(),
    updatedAt: instant().notNull(),
    updatedBy: uuid()
      .notNull()
      .references(() => people.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('pipeline_drafts_once').on(sql`coalesce(${t.tenantId}, 0)`, t.code),
    index('pipeline_drafts_tenant').on(t.tenantId),
    index('pipeline_drafts_editor').on(t.updatedBy),
  ],
);
