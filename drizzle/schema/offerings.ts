import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type Lifecycle, lifecycles, type ProductLine, productLines } from '~/features/offerings/rules';
import { fen, instant, oneOf, word } from './columns';
import { tenants } from './people';

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
  },
  (t) => [
    uniqueIndex('offerings_code').on(sql`coalesce(${t.tenantId}, 0)`, t.code),
    index('offerings_tenant').on(t.tenantId),
    oneOf('offerings_line', t.line, productLines),
    oneOf('offerings_lifecycle', t.lifecycle, lifecycles),
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
