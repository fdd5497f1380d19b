import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { type Role, roles, type SignInMethod, signInMethods, type UnitKind, unitKinds } from '~/features/people/rules';
import { day, instant, oneOf, word } from './columns';

/** One operating company; owns the rows that carry its id. */
export const tenants = pgTable('tenants', {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
  code: text().notNull().unique(),
  name: text().notNull(),
  rootUnitId: integer().references((): AnyPgColumn => units.id),
});

export const units = pgTable(
  'units',
  {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    tenantId: integer()
      .notNull()
      .references(() => tenants.id),
    parentId: integer().references((): AnyPgColumn => units.id),
    name: text().notNull(),
    kind: word<UnitKind>().notNull(),
    position: integer().notNull().default(0),
    /** Since when nothing may be put into it. */
    closedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('units_tenant').on(t.tenantId),
    index('units_parent').on(t.parentId),
    oneOf('units_kind', t.kind, unitKinds),
  ],
);

/** Every unit with every unit above it and itself; kept by a trigger on `units`. */
export const unitTree = pgTable(
  'unit_tree',
  {
    ancestorId: integer().notNull(),
    descendantId: integer().notNull(),
    depth: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ancestorId, t.descendantId] }), index('unit_tree_descendant').on(t.descendantId)],
);

export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey(),
    tenantId: integer()
      .notNull()
      .references(() => tenants.id),
    unitId: integer()
      .notNull()
      .references(() => units.id),
    name: text().notNull(),
    pinyin: text().notNull().default(''),
    initials: text().notNull().default(''),
    search: text().notNull().default(''),
    employeeNo: text(),
    title: text(),
    email: text(),
    phone: text(),
    joinedOn: day(),
    /** The last working day; from the day after, the person cannot sign in and must not own anything new. */
    leftOn: day(),
    /** Product lines this person sells for a living: telling of them is their work, not a referral. */
    sellingLines: text().array().notNull().default([]),
    locale: word<'zh-CN' | 'en'>().notNull().default('zh-CN'),
    importId: uuid(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('people_email').on(sql`lower(${t.email})`),
    index('people_unit').on(t.unitId),
    index('people_tenant').on(t.tenantId),
    index('people_search').using('gin', sql`${t.search} gin_trgm_ops`).with({ fastupdate: 'off' }),
  ],
);

/** Roles held: a unit role (lead, director, service agent, admin) covers `unitId` and everything below it. */
export const roleGrants = pgTable(
  'role_grants',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: word<Role>().notNull(),
    unitId: integer()
      .notNull()
      .references(() => units.id),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.role, t.unitId] }),
    index('role_grants_unit').on(t.unitId),
    oneOf('role_grants_role', t.role, roles),
  ],
);

/** Password hashes. The application's role reaches them only through `app.credential`. */
export const credentials = pgTable('credentials', {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  passwordHash: text().notNull(),
  changedAt: instant().notNull().defaultNow(),
});

/** Sign-ins. The cookie holds a random token, the table its SHA-256. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    tokenHash: text().notNull().unique(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: word<Role>().notNull(),
    createdAt: instant().notNull().defaultNow(),
    seenAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    address: text(),
    device: text(),
    method: word<SignInMethod>().notNull().default('password'),
    /** Until then a second step may follow; a session that waits for it is none yet. */
    pendingUntil: instant(),
  },
  (t) => [index('sessions_person').on(t.personId), oneOf('sessions_method', t.method, signInMethods)],
);

/** What somebody has proved to be able to do, kept by a trigger on `certificates`; processes ask for it by its code. */
export const certificatesHeld = pgTable(
  'certificates_held',
  {
    id: uuid().primaryKey(),
    tenantId: integer()
      .notNull()
      .references(() => tenants.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    code: text().notNull(),
    level: integer().notNull().default(1),
    issuedBy: text(),
    issuedOn: day(),
    /** The last day it counts; null: for good. */
    validUntil: day(),
    /** The certificate that speaks for it. */
    certificateId: uuid(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('certificates_held_once').on(t.personId, t.code),
    index('certificates_held_tenant').on(t.tenantId),
  ],
);

/** Lists a person has put together: filters, sort and columns as the query string of the page. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: uuid().primaryKey(),
    tenantId: integer().notNull(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    /** Shared with everybody in this unit and below; null: personal. */
    sharedUnitId: integer().references(() => units.id),
    page: word<'opportunities' | 'accounts' | 'visits'>().notNull(),
    name: text().notNull(),
    query: text().notNull(),
    isPinned: boolean().notNull().default(true),
    createdAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [index('saved_views_owner').on(t.ownerId), index('saved_views_shared').on(t.sharedUnitId)],
);

/** Small settings of a tenant, such as the mapping of import columns remembered per layout. */
export const settings = pgTable(
  'settings',
  {
    tenantId: integer()
      .notNull()
      .references(() => tenants.id),
    key: text().notNull(),
    value: jsonb().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.key] })],
);
