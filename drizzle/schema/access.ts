import { bigint, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '~/features/people/rules';
import { instant } from './columns';
import { people, tenants } from './people';

/** The secret a person shares with their authenticator. The application's role reaches it through `app.` functions only. */
export const secondFactors = pgTable('second_factors', {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  /** Encrypted with SIGN_IN_KEY. */
  sealed: text().notNull(),
  /** Null until a first code has shown that the authenticator knows it. */
  confirmedAt: instant(),
  /** The time step of the last code taken: no code counts twice. */
  lastStep: bigint({ mode: 'number' }).notNull().default(0),
  createdAt: instant().notNull().defaultNow(),
});

/** Ways in without the authenticator, each once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** HMAC with SIGN_IN_KEY. */
    codeHash: text().notNull(),
    usedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.codeHash] })],
);

/** What a company demands of its people's sign-in. */
export const signInPolicies = pgTable('sign_in_policies', {
  tenantId: integer()
    .primaryKey()
    .references(() => tenants.id),
  /** Whoever holds one of them needs a second factor. */
  requiredRoles: text().array().$type<Role[]>().notNull().default([]),
  updatedAt: instant().notNull().defaultNow(),
  version: integer().notNull().default(1),
});

/** Ways to a new password, asked for by the person or sent by an administrator; each once, for half an hour. */
export const recoveryLinks = pgTable(
  'recovery_links',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** Of the secret in the mail; set when it goes out. */
    tokenHash: text().unique(),
    sentBy: uuid(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [index('recovery_links_person').on(t.personId)],
);

/** Keys that a person's devices hold; only the public half is ours. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    credentialId: text().notNull().unique(),
    publicKey: text().notNull(),
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull().default([]),
    name: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    lastUsedAt: instant(),
  },
  (t) => [index('passkeys_person').on(t.personId)],
);

/** Who somebody is to their company's own sign-in service. */
export const ssoIdentities = pgTable(
  'sso_identities',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.issuer, t.subject] }),
    uniqueIndex('sso_identities_person').on(t.personId, t.issuer),
  ],
);

/** What was asked of a browser that is on its way back, known by the hash of its cookie; taken once. */
export const signInChallenges = pgTable(
  'sign_in_challenges',
  {
    cookieHash: text().primaryKey(),
    content: text().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [index('sign_in_challenges_expiry').on(t.expiresAt)],
);

/** Tries of passwords and codes under a limit, counted over all processes; a crash of the database may forget them. */
export const signInAttempts = pgTable('sign_in_attempts', {
  /** The hash of what is limited: no address lies here. */
  key: text().primaryKey(),
  points: integer().notNull(),
  until: instant().notNull(),
});
