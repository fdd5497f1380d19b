import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, numeric, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import {
  type CustomEntity,
  type CustomKind,
  type CustomOption,
  customEntities,
  customKinds,
} from '~/features/custom-fields/rules';
import { id, instant, oneOf, tenantId, word } from './columns';

/** A field a company adds to its records; the values lie under `key` in their `custom` column, also when it is retired. */
export const customFields = pgTable(
  'custom_fields',
  {
    tenantId: tenantId(),
    id: id(),
    entity: word<CustomEntity>().notNull(),
    key: text().notNull(),
    kind: word<CustomKind>().notNull(),
    label: text().notNull(),
    labelEn: text(),
    help: text(),
    helpEn: text(),
    unit: text(),
    decimals: integer().notNull().default(0),
    options: jsonb().$type<CustomOption[]>().notNull().default([]),
    position: integer().notNull().default(100),
    isRequired: boolean().notNull().default(false),
    /** The code of the stage a deal does not leave without it. */
    requiredStage: text(),
    isListed: boolean().notNull().default(false),
    isFilterable: boolean().notNull().default(false),
    /** Since when `custom_values` holds all there is of it; null while a job still gathers them. */
    indexedAt: instant(),
    retiredAt: instant(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('custom_fields_key').on(t.tenantId, t.entity, t.key),
    index('custom_fields_order').on(t.tenantId, t.entity, t.position),
    oneOf('custom_fields_entity', t.entity, customEntities),
    oneOf('custom_fields_kind', t.kind, customKinds),
    check('custom_fields_key_form', sql`${t.key} ~ '^[a-z][a-z0-9_]{0,39}$'`),
  ],
);

/** The values of filterable fields once more, to be found by: kept by triggers, read by `app.custom_keys` alone. */
export const customValues = pgTable(
  'custom_values',
  {
    tenantId: tenantId(),
    fieldId: id(),
    recordId: id(),
    /** Of several choices each has its row. */
    place: integer().notNull(),
    value: text(),
    number: numeric(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.fieldId, t.recordId, t.place] }),
    index('custom_values_value').on(t.tenantId, t.fieldId, t.value, t.recordId).where(sql`${t.value} is not null`),
    index('custom_values_number').on(t.tenantId, t.fieldId, t.number, t.recordId).where(sql`${t.number} is not null`),
  ],
);
