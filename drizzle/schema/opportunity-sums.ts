import { bigint, index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { day, fen, id, oneOf, word } from './columns';

/**
 * Sums kept by triggers on `opportunities` (migration 0002): per owner and stage for boards and figures,
 * per month of closing (expected or real) for the review. Nobody writes them by hand.
 */
export const opportunityTotals = pgTable(
  'opportunity_totals',
  {
    tenantId: integer().notNull(),
    unitId: integer().notNull(),
    ownerId: uuid().notNull(),
    stageId: integer().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    totalFen: fen().notNull(),
    weightedFen: fen().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.unitId, t.ownerId, t.stageId] }),
    index('opportunity_totals_owner').on(t.ownerId),
    index('opportunity_totals_unit').on(t.unitId),
  ],
);

export const opportunityMonths = pgTable(
  'opportunity_months',
  {
    tenantId: integer().notNull(),
    unitId: integer().notNull(),
    stageId: integer().notNull(),
    /** First day of the month of `closedOn`, else of `expectedCloseOn`; `1970-01-01` when there is neither. */
    month: day().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    totalFen: fen().notNull(),
    weightedFen: fen().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.unitId, t.stageId, t.month] }),
    index('opportunity_months_unit').on(t.unitId),
  ],
);

const sumParts = ['company_day', 'company_month', 'seller_month'] as const;
/** Who owns the deals: the company their owner is of, and in the seller's parts the owner (else the nil uuid). */
const seller = { sellerTenantId: integer().notNull(), sellerId: id() };

/**
 * Sums of whole companies and of their sellers, kept by triggers on `opportunities` (migration `review_sums`): by month of
 * closing, open ones by the day too, closed ones by seller. Sums of a company are spread over eight `slot`s, so that
 * two writers seldom wait for each other; whoever reads adds them up.
 */
export const opportunitySums = pgTable(
  'opportunity_sums',
  {
    tenantId: integer().notNull(),
    part: word<(typeof sumParts)[number]>().notNull(),
    stageId: integer().notNull(),
    /** The day, or the first of the month as in `opportunity_months`. */
    startsOn: day().notNull(),
    ...seller,
    slot: smallint().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    totalFen: fen().notNull(),
    weightedFen: fen().notNull(),
  },
  (t) => [
    primaryKey({
      name: 'opportunity_sums_key',
      columns: [t.tenantId, t.part, t.stageId, t.startsOn, t.sellerTenantId, t.sellerId, t.slot],
    }),
    oneOf('opportunity_sums_part', t.part, sumParts),
  ],
);

const changeParts = ['company_day', 'company_month', 'seller_day', 'seller_month'] as const;

/** The same of `opportunity_changes`, by day and month of the change: by effect of a company, all together of a seller. */
export const opportunityChangeSums = pgTable(
  'opportunity_change_sums',
  {
    tenantId: integer().notNull(),
    part: word<(typeof changeParts)[number]>().notNull(),
    startsOn: day().notNull(),
    ...seller,
    effect: text().notNull(),
    slot: smallint().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    fen: fen().notNull(),
  },
  (t) => [
    primaryKey({
      name: 'opportunity_change_sums_key',
      columns: [t.tenantId, t.part, t.startsOn, t.sellerTenantId, t.sellerId, t.effect, t.slot],
    }),
    oneOf('opportunity_change_sums_part', t.part, changeParts),
  ],
);
