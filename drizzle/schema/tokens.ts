import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '~/features/people/rules';
import { instant, word } from './columns';
import { people } from './people';

/** Personal tokens for programs that act for a person, in one of their roles. Only the SHA-256 is kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid().primaryKey(),
    tokenHash: text().notNull().unique(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: word<Role>().notNull(),
    name: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
  },
  (t) => [index('api_tokens_person').on(t.personId)],
);
