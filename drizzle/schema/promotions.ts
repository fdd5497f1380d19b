import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type ProductLine, productLines } from '~/features/offerings/rules';
import {
  type BudgetKind,
  budgetKinds,
  type Effect,
  effects,
  type Purchase,
  purchases,
} from '~/features/promotions/rules';
import { day, fen, instant, oneOf, word } from './columns';
import { offerings } from './offerings';
import { people, tenants } from './people';

/** An offer for a time and up to a budget. Without a tenant the whole group makes it. */
export const promotions = pgTable(
  'promotions',
  {
    id: uuid().primaryKey(),
    tenantId: integer().references(() => tenants.id),
    code: text().notNull(),
    name: text().notNull(),
    nameEn: text(),
    description: text(),
    startsOn: day().notNull(),
    /** The last day. */
    endsOn: day().notNull(),
    /** How often it may be given, or how much in all in 分; without a kind there is no end to it. */
    budgetKind: word<BudgetKind>(),
    budget: bigint({ mode: 'number' }),
    usedCount: integer().notNull().default(0),
    usedFen: fen().notNull().default(0),
    /** What it is on: one offering, a product line, or everything. */
    offeringId: uuid().references(() => offerings.id),
    line: word<ProductLine>(),
    /** For whom; empty lists ask nothing. */
    regions: text().array().notNull().default([]),
    industries: text().array().notNull().default([]),
    grades: text().array().notNull().default([]),
    /** Whether it is for who buys this the first time, or holds it already and buys again. */
    purchase: word<Purchase>().notNull().default('any'),
    heldOfferingId: uuid().references(() => offerings.id),
    /** How often one customer may have it; none: as often as they like. */
    perCustomer: integer(),
    effect: word<Effect>().notNull(),
    /** Basis points, 分 or months, as the effect says. */
    amount: bigint({ mode: 'number' }).notNull(),
    /** Of one group a customer gets one. */
    exclusiveGroup: text(),
    endedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
    createdBy: uuid().references(() => people.id),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('promotions_code').on(sql`coalesce(${t.tenantId}, 0)`, t.code),
    index('promotions_days').on(t.endsOn.desc().nullsFirst(), t.id),
    index('promotions_tenant').on(t.tenantId),
    index('promotions_offering').on(t.offeringId),
    index('promotions_held').on(t.heldOfferingId),
    index('promotions_creator').on(t.createdBy),
    oneOf('promotions_line', t.line, productLines),
    oneOf('promotions_budget_kind', t.budgetKind, budgetKinds),
    oneOf('promotions_effect', t.effect, effects),
    oneOf('promotions_purchase', t.purchase, purchases),
    check('promotions_held_named', sql`(${t.purchase} = 'any') = (${t.heldOfferingId} is null)`),
    check('promotions_per_customer', sql`${t.perCustomer} between 1 and 999`),
    check('promotions_subject', sql`${t.offeringId} is null or ${t.line} is null`),
    check('promotions_days_order', sql`${t.endsOn} >= ${t.startsOn}`),
    check('promotions_budget', sql`(${t.budgetKind} is null) = (${t.budget} is null) and coalesce(${t.budget}, 1) > 0`),
    check(
      'promotions_amount',
      sql`${t.amount} > 0 and (${t.effect} not like 'percent%' or ${t.amount} <= 10000) and (${t.effect} <> 'free_months' or ${t.amount} <= 60)`,
    ),
  ],
);

/** What a budget was spent on. Once for each source, a quote that was accepted. */
export const promotionUses = pgTable(
  'promotion_uses',
  {
    promotionId: uuid()
      .notNull()
      .references(() => promotions.id),
    sourceId: uuid().notNull(),
    tenantId: integer()
      .notNull()
      .references(() => tenants.id),
    amountFen: fen().notNull(),
    takenAt: instant().notNull().defaultNow(),
    takenBy: uuid()
      .notNull()
      .references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.promotionId, t.sourceId] }),
    index('promotion_uses_tenant').on(t.tenantId),
    index('promotion_uses_taker').on(t.takenBy),
  ],
);
