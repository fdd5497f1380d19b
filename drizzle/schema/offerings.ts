import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import {
  type Band,
  bands,
  type Lifecycle,
  lifecycles,
  type PriceKind,
  type PricePeriod,
  type PriceTier,
  type PriceUnit,
  type ProductLine,
  priceKinds,
  pricePeriods,
  priceUnits,
  productLines,
  type TaxRate,
} from '~/features/offerings/rules';

import { enterprises } from './accounts';
import { day, fen, instant, oneOf, word } from './columns';
import { people, tenants } from './people';

/** What a kind of product is, whatever it is sold as: TM Forum's product specification (TMF620). */
export const specifications = pgTable(
  'specifications',
  {
    id: uuid().primaryKey(),
    tenantId: integer().references(() => tenants.id),
    code: text().notNull(),
    name: text().notNull(),
    nameEn: text(),
    line: word<ProductLine>().notNull(),
    /** Of the satellite link it needs; null: it does not matter. */
    band: word<Band>(),
    description: text(),
    descriptionEn: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('specifications_code').on(sql`coalesce(${t.tenantId}, 0)`, t.code),
    index('specifications_tenant').on(t.tenantId),
    oneOf('specifications_line', t.line, productLines),
    oneOf('specifications_band', t.band, bands),
  ],
);

/** What is sold. Without a tenant it belongs to the national catalogue. */
export const offerings = pgTable(
  'offerings',
  {
    id: uuid().primaryKey(),
    tenantId: integer().references(() => tenants.id),
    code: text().notNull(),
    name: text().notNull(),
    nameEn: text(),
    line: word<ProductLine>().notNull(),
    lifecycle: word<Lifecycle>().notNull().default('launched'),
    listOneOffFen: fen(),
    listMonthlyFen: fen(),
    importId: uuid(),
    createdAt: instant().notNull().defaultNow(),
    specificationId: uuid().references(() => specifications.id),
    description: text(),
    descriptionEn: text(),
    /** First two to six digits of GB/T 2260 divisions where it is sold; empty: everywhere. */
    regions: text().array().notNull().default([]),
    /** The offering this one is tailored from, and for whom: one enterprise, or customers of these industries or grades. */
    variantOfId: uuid().references((): AnyPgColumn => offerings.id),
    enterpriseId: uuid().references(() => enterprises.id),
    industries: text().array().notNull().default([]),
    grades: text().array().notNull().default([]),
    /** Somebody of the account's team must hold this certificate before it can be quoted. */
    certificateCode: text(),
    /** What is proposed in its place when it is retired. */
    substituteId: uuid().references((): AnyPgColumn => offerings.id),
    launchedOn: day(),
    retiresOn: day(),
    /** What a step of the lifecycle asks for: why and how it is built, when and how it was shown, what teaches it. */
    designNote: text(),
    demoOn: day(),
    demoNote: text(),
    trainingCourse: text(),
    /** Name, pinyin, initials and code, see `core/pinyin`. */
    search: text().notNull().default(''),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('offerings_specification').on(t.specificationId),
    index('offerings_variant').on(t.variantOfId),
    index('offerings_enterprise').on(t.enterpriseId),
    index('offerings_substitute').on(t.substituteId),
    uniqueIndex('offerings_code').on(sql`coalesce(${t.tenantId}, 0)`, t.code),
    index('offerings_by_code').on(t.code, t.id),
    index('offerings_search').using('gin', sql`${t.search} gin_trgm_ops`).with({ fastupdate: 'off' }),
    index('offerings_tenant').on(t.tenantId),
    oneOf('offerings_line', t.line, productLines),
    oneOf('offerings_lifecycle', t.lifecycle, lifecycles),
  ],
);

/** Who moved an offering along its life, and when. Never changed. */
export const offeringMoves = pgTable(
  'offering_moves',
  {
    id: uuid().primaryKey(),
    /** The offering's. */
    tenantId: integer().references(() => tenants.id),
    offeringId: uuid()
      .notNull()
      .references(() => offerings.id),
    fromLifecycle: word<Lifecycle>().notNull(),
    toLifecycle: word<Lifecycle>().notNull(),
    note: text(),
    at: instant().notNull(),
    byId: uuid()
      .notNull()
      .references(() => people.id),
  },
  (t) => [
    index('offering_moves_offering').on(t.offeringId, t.at),
    index('offering_moves_tenant').on(t.tenantId),
    index('offering_moves_by').on(t.byId),
    oneOf('offering_moves_from', t.fromLifecycle, lifecycles),
    oneOf('offering_moves_to', t.toLifecycle, lifecycles),
  ],
);

/**
 * One price of an offering (TMF620 product offering price). A price that was approved never changes: a new one takes
 * its place from a day on, so that a quote sent with the old one can be read for ever.
 */
export const offeringPrices = pgTable(
  'offering_prices',
  {
    id: uuid().primaryKey(),
    /** The offering's. */
    tenantId: integer().references(() => tenants.id),
    offeringId: uuid()
      .notNull()
      .references(() => offerings.id),
    /** Tells prices of one offering apart, `port` or `equipment`; the same in each version of that price. */
    code: text().notNull(),
    name: text().notNull(),
    nameEn: text(),
    kind: word<PriceKind>().notNull(),
    /** Of a recurring price. */
    period: word<PricePeriod>(),
    unit: word<PriceUnit>().notNull().default('item'),
    /** List price of one unit without tax. */
    amountFen: fen().notNull(),
    /** Usage by steps: from `from` on, each unit costs `amountFen`; below the first tier it is the price's own. */
    tiers: jsonb().$type<PriceTier[]>().notNull().default([]),
    /** What one unit costs us; null: unknown. */
    costFen: fen(),
    /** Value-added tax in percent. */
    taxPercent: integer().$type<TaxRate>().notNull(),
    validFrom: day().notNull(),
    /** The last day; null: until another takes its place. */
    validUntil: day(),
    approvedAt: instant(),
    approvedBy: uuid().references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
    createdBy: uuid().references(() => people.id),
  },
  (t) => [
    uniqueIndex('offering_prices_version').on(t.offeringId, t.code, t.validFrom),
    index('offering_prices_tenant').on(t.tenantId),
    index('offering_prices_approver').on(t.approvedBy),
    index('offering_prices_creator').on(t.createdBy),
    oneOf('offering_prices_kind', t.kind, priceKinds),
    oneOf('offering_prices_period', t.period, pricePeriods),
    oneOf('offering_prices_unit', t.unit, priceUnits),
    check('offering_prices_recurs', sql`(${t.kind} = 'recurring') = (${t.period} is not null)`),
    check('offering_prices_amount', sql`${t.amountFen} >= 0 and coalesce(${t.costFen}, 0) >= 0`),
    check('offering_prices_tax', sql`${t.taxPercent} in (0, 6, 9, 13)`),
    check('offering_prices_second', sql`${t.approvedBy} is null or ${t.approvedBy} is distinct from ${t.createdBy}`),
    check('offering_prices_days', sql`${t.validUntil} is null or ${t.validUntil} >= ${t.validFrom}`),
  ],
);

/** Other operators and vendors met in deals. */
export const competitors = pgTable(
  'competitors',
  {
    id: uuid().primaryKey(),
    tenantId: integer().references(() => tenants.id),
    name: text().notNull(),
  },
  (t) => [uniqueIndex('competitors_name').on(sql`coalesce(${t.tenantId}, 0)`, t.name)],
);
