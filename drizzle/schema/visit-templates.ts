import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { VisitForm } from '~/features/visits/forms/rules';
import { type VisitType, visitTypes } from '~/features/visits/rules';
import { id, instant, oneOf, tenantId, word } from './columns';
import { people, tenants } from './people';

/** What a company asks of its visits, one row for each version; published once, never changed. */
export const visitTemplates = pgTable(
  'visit_templates',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    type: word<VisitType>().notNull(),
    version: integer().notNull(),
    guidance: text(),
    questions: jsonb().$type<VisitForm['questions']>().notNull(),
    parts: jsonb().$type<VisitForm['parts']>().notNull(),
    publishedAt: instant().notNull(),
    publishedBy: uuid()
      .notNull()
      .references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('visit_templates_version_key').on(t.tenantId, t.type, t.version),
    index('visit_templates_publisher').on(t.publishedBy),
    oneOf('visit_templates_type', t.type, visitTypes),
    check('visit_templates_version', sql`${t.version} >= 1`),
  ],
);
