import { sql } from 'drizzle-orm';
import { check, doublePrecision, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AuthorityRule } from '~/features/quotes/authority';
import { type AccessTechnology, accessTechnologies, type Verdict, verdicts } from '~/features/quotes/rules';
import { instant, oneOf, word } from './columns';
import { people, tenants } from './people';

/** Where a way of access can be had, how soon, and why not. Without a tenant it holds for the whole group. */
export const feasibilityRules = pgTable(
  'feasibility_rules',
  {
    id: uuid().primaryKey(),
    tenantId: integer().references(() => tenants.id),
    technology: word<AccessTechnology>().notNull(),
    /** First two to six digits of GB/T 2260 divisions; empty: everywhere, or within the circle. */
    divisions: text().array().notNull().default([]),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    radiusKm: doublePrecision(),
    verdict: word<Verdict>().notNull(),
    leadDays: integer(),
    reason: text().notNull(),
    reasonEn: text(),
    updatedAt: instant().notNull().defaultNow(),
    updatedBy: uuid().references(() => people.id),
    retiredAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('feasibility_rules_tenant').on(t.tenantId),
    index('feasibility_rules_editor').on(t.updatedBy),
    oneOf('feasibility_rules_technology', t.technology, accessTechnologies),
    oneOf('feasibility_rules_verdict', t.verdict, verdicts),
    check('feasibility_rules_lead', sql`${t.leadDays} between 0 and 730`),
    check(
      'feasibility_rules_circle',
      sql`(${t.radiusKm} is null) = (${t.latitude} is null) and (${t.radiusKm} is null) = (${t.longitude} is null)`,
    ),
  ],
);

/** Who may allow what discount. The newest version of a company's own holds there, else the group's. */
export const authorityMatrices = pgTable(
  'authority_matrices',
  {
    id: uuid().primaryKey(),
    tenantId: integer().references(() => tenants.id),
    revision: integer().notNull(),
    rules: jsonb().$type<AuthorityRule[]>().notNull(),
    /** Working hours an approver has before it goes to the next above. */
    hours: integer().notNull().default(8),
    publishedAt: instant().notNull(),
    publishedBy: uuid().references(() => people.id),
  },
  (t) => [
    uniqueIndex('authority_matrices_revision').on(sql`coalesce(${t.tenantId}, 0)`, t.revision),
    index('authority_matrices_tenant').on(t.tenantId),
    index('authority_matrices_publisher').on(t.publishedBy),
    check('authority_matrices_hours', sql`${t.hours} between 1 and 200`),
  ],
);
