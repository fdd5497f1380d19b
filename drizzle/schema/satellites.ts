import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { type Band, bands } from '~/features/offerings/rules';
import { type Direction, directions, type Shape } from '~/features/satellite/rules';
import { instant, oneOf, word } from './columns';
import { tenants } from './people';

const reference = {
  id: uuid().primaryKey(),
  tenantId: integer().references(() => tenants.id),
};
const kept = {
  /** Whether the figures are made up until the operator enters its own. */
  isSample: boolean().notNull().default(false),
  retiredAt: instant(),
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant().notNull().defaultNow(),
  version: integer().notNull().default(1),
};
const positive = (name: string, ...columns: string[]) =>
  check(name, sql.raw(columns.map((column) => `${column} > 0`).join(' and ')));

/** Geostationary satellites. Without a tenant they belong to the whole group. */
export const satellites = pgTable(
  'satellites',
  {
    ...reference,
    name: text().notNull(),
    nameEn: text(),
    longitude: doublePrecision().notNull(),
    ...kept,
  },
  (t) => [
    uniqueIndex('satellites_name').on(sql`coalesce(${t.tenantId}, 0)`, t.name),
    index('satellites_tenant').on(t.tenantId),
    check('satellites_longitude', sql`${t.longitude} between -180 and 180`),
  ],
);

/** Where a satellite serves, on which frequencies, how strongly, and how much of it is sold. */
export const beams = pgTable(
  'beams',
  {
    ...reference,
    satelliteId: uuid()
      .notNull()
      .references(() => satellites.id),
    name: text().notNull(),
    nameEn: text(),
    band: word<Band>().notNull(),
    shape: jsonb().$type<Shape>().notNull(),
    downGhz: doublePrecision().notNull(),
    upGhz: doublePrecision().notNull(),
    tilt: doublePrecision().notNull().default(45),
    eirpDbw: doublePrecision().notNull(),
    gtDbk: doublePrecision().notNull(),
    edgeLossDb: doublePrecision().notNull().default(3),
    interferenceDb: doublePrecision().notNull().default(16),
    capacityMbps: integer().notNull(),
    soldMbps: integer().notNull().default(0),
    ...kept,
  },
  (t) => [
    uniqueIndex('beams_name').on(t.satelliteId, t.name),
    index('beams_tenant').on(t.tenantId),
    oneOf('beams_band', t.band, bands),
    positive('beams_frequencies', 'down_ghz', 'up_ghz'),
    check('beams_capacity', sql`${t.capacityMbps} >= 0 and ${t.soldMbps} >= 0`),
  ],
);

/** The carriers a beam offers, each way. */
export const carriers = pgTable(
  'carriers',
  {
    ...reference,
    beamId: uuid()
      .notNull()
      .references(() => beams.id),
    direction: word<Direction>().notNull(),
    symbolRateMsps: doublePrecision().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('carriers_rate').on(t.beamId, t.direction, t.symbolRateMsps),
    index('carriers_tenant').on(t.tenantId),
    oneOf('carriers_direction', t.direction, directions),
    positive('carriers_symbol_rate', 'symbol_rate_msps'),
  ],
);

/** What stands at the customer's. */
export const terminals = pgTable(
  'terminals',
  {
    ...reference,
    name: text().notNull(),
    nameEn: text(),
    band: word<Band>().notNull(),
    diameterM: doublePrecision().notNull(),
    efficiency: doublePrecision().notNull().default(0.65),
    powerW: doublePrecision().notNull(),
    noiseK: doublePrecision().notNull(),
    ...kept,
  },
  (t) => [
    uniqueIndex('terminals_name').on(sql`coalesce(${t.tenantId}, 0)`, t.name),
    index('terminals_tenant').on(t.tenantId),
    oneOf('terminals_band', t.band, bands),
    positive('terminals_figures', 'diameter_m', 'efficiency', 'power_w', 'noise_k'),
  ],
);
