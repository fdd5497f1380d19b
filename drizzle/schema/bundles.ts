import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import {
  type BundleState,
  bundleStates,
  type ConstraintKind,
  type ConstraintReach,
  constraintKinds,
  constraintReaches,
  type PriceRule,
} from '~/features/bundles/rules';
import { instant, oneOf, word } from './columns';
import { offerings } from './offerings';
import { tenants } from './people';

/** Offerings sold together at a price of their own. Without a tenant the whole group sells it. */
export const bundles = pgTable(
  'bundles',
  {
    id: uuid().primaryKey(),
    tenantId: integer().references(() => tenants.id),
    code: text().notNull(),
    name: text().notNull(),
    nameEn: text(),
    description: text(),
    descriptionEn: text(),
    state: word<BundleState>().notNull().default('draft'),
    priceRule: jsonb().$type<PriceRule>().notNull(),
    /** Who may buy it; empty lists ask nothing. */
    regions: text().array().notNull().default([]),
    industries: text().array().notNull().default([]),
    grades: text().array().notNull().default([]),
    /** One of these must be held already. */
    heldOfferingId: uuid().references(() => offerings.id),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('bundles_code').on(sql`coalesce(${t.tenantId}, 0)`, t.code),
    index('bundles_tenant').on(t.tenantId),
    index('bundles_held').on(t.heldOfferingId),
    oneOf('bundles_state', t.state, bundleStates),
  ],
);

/** A place in a bundle: an offering or another bundle, how many of it at each site, optional from `min` 0. */
export const bundleComponents = pgTable(
  'bundle_components',
  {
    id: uuid().primaryKey(),
    /** The bundle's. */
    tenantId: integer().references(() => tenants.id),
    bundleId: uuid()
      .notNull()
      .references(() => bundles.id),
    position: integer().notNull(),
    offeringId: uuid().references(() => offerings.id),
    nestedId: uuid().references((): AnyPgColumn => bundles.id),
    least: integer().notNull(),
    most: integer().notNull(),
    usual: integer().notNull(),
  },
  (t) => [
    index('bundle_components_bundle').on(t.bundleId, t.position),
    index('bundle_components_offering').on(t.offeringId),
    index('bundle_components_nested').on(t.nestedId),
    index('bundle_components_tenant').on(t.tenantId),
    check('bundle_components_one', sql`(${t.offeringId} is null) <> (${t.nestedId} is null)`),
    check('bundle_components_self', sql`${t.nestedId} is distinct from ${t.bundleId}`),
    check(
      'bundle_components_numbers',
      sql`0 <= ${t.least} and ${t.least} <= ${t.usual} and ${t.usual} <= ${t.most} and ${t.most} between 1 and 9999`,
    ),
  ],
);

/** Where one component is chosen, another must or must not be: at the same site or at any. */
export const bundleConstraints = pgTable(
  'bundle_constraints',
  {
    id: uuid().primaryKey(),
    /** The bundle's. */
    tenantId: integer().references(() => tenants.id),
    bundleId: uuid()
      .notNull()
      .references(() => bundles.id),
    kind: word<ConstraintKind>().notNull(),
    reach: word<ConstraintReach>().notNull().default('site'),
    componentId: uuid()
      .notNull()
      .references(() => bundleComponents.id),
    otherId: uuid()
      .notNull()
      .references(() => bundleComponents.id),
  },
  (t) => [
    index('bundle_constraints_bundle').on(t.bundleId),
    index('bundle_constraints_component').on(t.componentId),
    index('bundle_constraints_other').on(t.otherId),
    index('bundle_constraints_tenant').on(t.tenantId),
    oneOf('bundle_constraints_kind', t.kind, constraintKinds),
    oneOf('bundle_constraints_reach', t.reach, constraintReaches),
    check('bundle_constraints_two', sql`${t.componentId} <> ${t.otherId}`),
  ],
);
