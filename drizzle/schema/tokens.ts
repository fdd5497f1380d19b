import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { type TokenKind, tokenKinds } from '~/features/api/rules';
import type { Role } from '~/features/people/rules';
import { instant, oneOf, tenantId, word } from './columns';
import { people } from './people';

/** Tokens for programs that act for a person, in one of their roles. Only the SHA-256 is kept. */
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
    /** `personal` by the person in the settings, `service` by whoever runs the installation. */
    kind: word<TokenKind>().notNull().default('personal'),
    /** What it may be used for, see `features/api/scopes`. */
    scopes: text().array().notNull().default(['read', 'write']),
    lastUsedAt: instant(),
  },
  (t) => [index('api_tokens_person').on(t.personId), oneOf('api_tokens_kind', t.kind, tokenKinds)],
);

/** What a write with an Idempotency-Key was answered, so that the same one again is answered alike; kept for a day. */
export const apiAnswers = pgTable(
  'api_answers',
  {
    tenantId: tenantId(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    key: text().notNull(),
    requestHash: text().notNull(),
    /** The record it was about: who sees it no more is not told of it again. */
    subject: text(),
    subjectId: uuid(),
    status: integer().notNull(),
    body: jsonb().$type<Record<string, unknown> | null>(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.personId, t.key] }),
    index('api_answers_person').on(t.personId),
    index('api_answers_age').on(t.createdAt),
  ],
);
