import { sql } from 'drizzle-orm';
import {
  boolean,
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
import type { PickedBundle, PickedPromotion } from '~/features/quotes/picked';
import {
  type AccessTechnology,
  accessTechnologies,
  type Feasibility,
  type PlaceIssue,
  placeIssues,
  type QuoteState,
  quoteStates,
} from '~/features/quotes/rules';
import { accounts } from './accounts';
import { day, fen, id, instant, oneOf, owned, word } from './columns';
import { offeringPrices, offerings } from './offerings';
import { opportunities } from './opportunities';
import { people } from './people';

/** What we offer a customer for a deal, as it is worked on; what was sent lies in `quote_versions`. */
export const quotes = pgTable(
  'quotes',
  {
    ...owned,
    accountId: id(),
    opportunityId: id(),
    /** As the customer reads it, once in a company. */
    number: text().notNull(),
    title: text().notNull(),
    months: integer().notNull().default(36),
    state: word<QuoteState>().notNull().default('draft'),
    /** Which version is being worked on, or was sent last. */
    revision: integer().notNull().default(1),
    currency: text().notNull().default('CNY'),
    validUntil: day(),
    terms: text().notNull().default(''),
    note: text(),
    discountBp: integer().notNull().default(0),
    /** Discount of all lines of a group of sites, by the group's name. */
    groupDiscounts: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** Bundles and promotions that were chosen, each with its rule as it was then. */
    bundles: jsonb().$type<PickedBundle[]>().notNull().default([]),
    promotions: jsonb().$type<PickedPromotion[]>().notNull().default([]),
    /** The quote it was copied from, to ask what if. */
    variantOfId: uuid(),
    /** Kept sums, so that a list need not add up lines. */
    siteCount: integer().notNull().default(0),
    lineCount: integer().notNull().default(0),
    oneOffFen: fen().notNull().default(0),
    monthlyFen: fen().notNull().default(0),
    totalFen: fen().notNull().default(0),
    taxFen: fen().notNull().default(0),
    /** Null: not of every line known. */
    costFen: fen(),
    marginBp: integer(),
    /** Largest discount of a line, all three levels together. */
    deepestBp: integer().notNull().default(0),
    productLines: text().array().notNull().default([]),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
    submittedAt: instant(),
    submittedBy: uuid().references(() => people.id),
    sentAt: instant(),
    /** When the customer answered, or nobody did. */
    closedAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'quotes_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'quotes_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    foreignKey({
      name: 'quotes_variant',
      columns: [t.tenantId, t.variantOfId],
      foreignColumns: [t.tenantId, t.id],
    }),
    uniqueIndex('quotes_number').on(t.tenantId, t.number),
    index('quotes_account').on(t.tenantId, t.accountId, t.unitId, t.ownerId),
    index('quotes_opportunity').on(t.tenantId, t.opportunityId, t.state),
    index('quotes_variant').on(t.tenantId, t.variantOfId).where(sql`${t.variantOfId} is not null`),
    index('quotes_owner').on(t.ownerId, t.updatedAt.desc().nullsFirst(), t.id),
    index('quotes_unit').on(t.unitId, t.updatedAt.desc().nullsFirst(), t.id),
    index('quotes_tenant').on(t.tenantId, t.updatedAt.desc().nullsFirst(), t.id),
    index('quotes_valid').on(t.validUntil).where(sql`${t.state} = 'sent'`),
    index('quotes_tenant_state').on(t.tenantId, t.state, t.updatedAt.desc().nullsFirst(), t.id),
    index('quotes_created_by').on(t.createdBy),
    index('quotes_submitted_by').on(t.submittedBy),
    oneOf('quotes_state', t.state, quoteStates),
    check('quotes_months', sql`${t.months} between 1 and 120`),
    check('quotes_discount', sql`${t.discountBp} between 0 and 10000`),
    check('quotes_currency', sql`${t.currency} = 'CNY'`),
  ],
);

const ofQuote = { ...owned, accountId: id(), quoteId: id() };

/** A place of the customer that is quoted for. */
export const quoteSites = pgTable(
  'quote_sites',
  {
    ...ofQuote,
    position: integer().notNull(),
    name: text().notNull(),
    address: text(),
    /** GB/T 2260, as far as the address tells. */
    divisionCode: text(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    /** What was wrong with the coordinates that came. */
    placeIssue: word<PlaceIssue>(),
    groupName: text(),
    /** The branch of the same enterprise this is, and our record of the place. */
    branchId: uuid(),
    placeId: uuid(),
    isDuplicate: boolean().notNull().default(false),
    technology: word<AccessTechnology>(),
    feasibility: jsonb().$type<Feasibility[]>().notNull().default([]),
    checkedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'quote_sites_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'quote_sites_quote',
      columns: [t.tenantId, t.quoteId],
      foreignColumns: [quotes.tenantId, quotes.id],
    }),
    index('quote_sites_account').on(t.tenantId, t.accountId, t.unitId),
    index('quote_sites_quote').on(t.tenantId, t.quoteId, t.position),
    index('quote_sites_owner').on(t.ownerId),
    index('quote_sites_unit').on(t.unitId),
    oneOf('quote_sites_technology', t.technology, accessTechnologies),
    oneOf('quote_sites_place_issue', t.placeIssue, placeIssues),
    check('quote_sites_place', sql`${t.latitude} between -90 and 90 and ${t.longitude} between -180 and 180`),
  ],
);

/** One price of one offering, for one site or for the whole; the price as it was when the line was added. */
export const quoteLines = pgTable(
  'quote_lines',
  {
    ...ofQuote,
    /** Null: of the quote as a whole. */
    siteId: uuid(),
    position: integer().notNull(),
    offeringId: uuid()
      .notNull()
      .references(() => offerings.id),
    priceId: uuid()
      .notNull()
      .references(() => offeringPrices.id),
    offeringCode: text().notNull(),
    offeringName: text().notNull(),
    offeringNameEn: text(),
    productLine: word<ProductLine>().notNull(),
    priceCode: text().notNull(),
    priceName: text().notNull(),
    priceNameEn: text(),
    kind: word<PriceKind>().notNull(),
    period: word<PricePeriod>(),
    unit: word<PriceUnit>().notNull(),
    amountFen: fen().notNull(),
    tiers: jsonb().$type<PriceTier[]>().notNull().default([]),
    costFen: fen(),
    taxPercent: integer().$type<TaxRate>().notNull(),
    quantity: integer().notNull().default(1),
    discountBp: integer().notNull().default(0),
    /** Which of the quote's bundles it came with, and as which component. */
    pickId: uuid(),
    componentId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'quote_lines_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'quote_lines_quote',
      columns: [t.tenantId, t.quoteId],
      foreignColumns: [quotes.tenantId, quotes.id],
    }),
    foreignKey({
      name: 'quote_lines_site',
      columns: [t.tenantId, t.siteId],
      foreignColumns: [quoteSites.tenantId, quoteSites.id],
    }),
    index('quote_lines_account').on(t.tenantId, t.accountId, t.unitId),
    index('quote_lines_quote').on(t.tenantId, t.quoteId, t.position),
    index('quote_lines_site').on(t.tenantId, t.siteId),
    index('quote_lines_offering').on(t.offeringId),
    index('quote_lines_price').on(t.priceId),
    index('quote_lines_owner').on(t.ownerId),
    index('quote_lines_unit').on(t.unitId),
    oneOf('quote_lines_product_line', t.productLine, productLines),
    oneOf('quote_lines_kind', t.kind, priceKinds),
    oneOf('quote_lines_period', t.period, pricePeriods),
    oneOf('quote_lines_unit_word', t.unit, priceUnits),
    check('quote_lines_recurs', sql`(${t.kind} = 'recurring') = (${t.period} is not null)`),
    check('quote_lines_amount', sql`${t.amountFen} >= 0 and coalesce(${t.costFen}, 0) >= 0`),
    check('quote_lines_quantity', sql`${t.quantity} between 1 and 1000000`),
    check('quote_lines_discount', sql`${t.discountBp} between 0 and 10000`),
    check('quote_lines_tax', sql`${t.taxPercent} in (0, 6, 9, 13)`),
  ],
);
