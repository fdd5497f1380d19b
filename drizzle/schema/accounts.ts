import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  type AccountKind,
  accountKinds,
  type FundingPattern,
  fundingPatterns,
  type Grade,
  grades,
  type ManagementStyle,
  type MarketingNetwork,
  managementStyles,
  marketingNetworks,
  type OrganisationForm,
  organisationForms,
} from '~/features/accounts/rules';
import { custom, edited, fen, id, instant, oneOf, owned, word } from './columns';
import { people } from './people';

/** Nationwide legal group; its accounts lie in many tenants. */
export const enterprises = pgTable(
  'enterprises',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    shortName: text(),
    creditCode: text().unique(),
    industry: text(),
    createdAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
    /** A double, and what it became part of: whatever is put under it lands there, by a trigger on accounts. */
    mergedIntoId: uuid().references((): AnyPgColumn => enterprises.id),
  },
  (t) => [index('enterprises_name').on(t.name)],
);

/** Two groups made one, and what it takes to part them again: the branches and offerings moved, the blanks filled. */
export const enterpriseMerges = pgTable(
  'enterprise_merges',
  {
    id: uuid().primaryKey(),
    keptId: uuid()
      .notNull()
      .references(() => enterprises.id),
    goneId: uuid()
      .notNull()
      .references(() => enterprises.id),
    byId: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
    moved: jsonb().$type<{ accounts: string[]; offerings: string[] }>().notNull(),
    filled: jsonb().$type<Record<string, string>>().notNull(),
    undoneAt: instant(),
    undoneBy: uuid().references(() => people.id),
    /** How many branches had gone elsewhere meanwhile and stayed there. */
    left: integer(),
  },
  (t) => [index('enterprise_merges_kept').on(t.keptId), index('enterprise_merges_gone').on(t.goneId)],
);

export const accounts = pgTable(
  'accounts',
  {
    ...owned,
    ...edited,
    enterpriseId: uuid().references(() => enterprises.id),
    parentId: uuid(),
    name: text().notNull(),
    shortName: text(),
    pinyin: text().notNull().default(''),
    initials: text().notNull().default(''),
    /** Normalised name, pinyin, initials, codes and telephone: what search looks through. */
    search: text().notNull().default(''),
    creditCode: text(),
    kind: word<AccountKind>().notNull(),
    /** GB/T 4754: section letter or two-digit division. */
    industry: text(),
    grade: word<Grade>().notNull().default('C'),
    regionCode: text(),
    address: text(),
    longitude: doublePrecision(),
    latitude: doublePrecision(),
    phone: text(),
    website: text(),
    registeredCapitalFen: fen(),
    annualRevenueFen: fen(),
    headcount: integer(),
    foundedYear: integer(),
    fundingPattern: word<FundingPattern>(),
    organisationForm: word<OrganisationForm>(),
    managementStyle: word<ManagementStyle>(),
    marketingNetwork: word<MarketingNetwork>(),
    tailoringNote: text(),
    /** What the customer pays us a month now. */
    monthlyRevenueFen: fen(),
    externalKey: text(),
    custom: custom(),
    lastVisitedAt: instant(),
    /** Since when nobody has visited: the last visit, else when the present manager took over. Kept by triggers. */
    uncoveredSince: instant(),
    /** The same of visits by a leader. */
    leaderUncoveredSince: instant(),
    /** Whether visits are proposed here; null: as the company does. */
    proposes: boolean(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('accounts_unit_key').on(t.tenantId, t.id, t.unitId),
    foreignKey({ name: 'accounts_parent', columns: [t.tenantId, t.parentId], foreignColumns: [t.tenantId, t.id] }),
    uniqueIndex('accounts_credit_code')
      .on(t.tenantId, t.creditCode)
      .where(sql`${t.deletedAt} is null and ${t.creditCode} is not null`),
    uniqueIndex('accounts_external_key')
      .on(t.tenantId, t.externalKey)
      .where(sql`${t.externalKey} is not null and ${t.deletedAt} is null`),
    index('accounts_recent').on(t.tenantId, t.updatedAt.desc().nullsFirst(), t.id).where(sql`${t.deletedAt} is null`),
    index('accounts_by_name').on(t.tenantId, t.pinyin, t.id).where(sql`${t.deletedAt} is null`),
    index('accounts_owner').on(t.ownerId, t.updatedAt.desc().nullsFirst(), t.id).where(sql`${t.deletedAt} is null`),
    index('accounts_owner_name').on(t.ownerId, t.pinyin, t.id).where(sql`${t.deletedAt} is null`),
    index('accounts_unit').on(t.unitId, t.updatedAt.desc().nullsFirst(), t.id).where(sql`${t.deletedAt} is null`),
    index('accounts_unit_name').on(t.unitId, t.pinyin, t.id).where(sql`${t.deletedAt} is null`),
    ...(['tenantId', 'ownerId', 'unitId'] as const).map((whose) =>
      index(`accounts_${whose === 'tenantId' ? '' : `${whose.slice(0, -2)}_`}visit`)
        .on(t[whose], sql`coalesce(${t.lastVisitedAt}, '-infinity'::timestamptz)`, t.id)
        .where(sql`${t.deletedAt} is null`),
    ),
    index('accounts_uncovered')
      .on(t.tenantId, t.grade, t.uncoveredSince, t.id, t.unitId, t.ownerId)
      .where(sql`${t.deletedAt} is null`),
    index('accounts_leader_uncovered')
      .on(t.tenantId, t.grade, t.leaderUncoveredSince, t.id, t.unitId, t.ownerId)
      .where(sql`${t.deletedAt} is null`),
    index('accounts_unit_uncovered').on(t.unitId, t.grade, t.uncoveredSince, t.id).where(sql`${t.deletedAt} is null`),
    index('accounts_owner_uncovered').on(t.ownerId, t.grade, t.uncoveredSince, t.id).where(sql`${t.deletedAt} is null`),
    index('accounts_enterprise').on(t.enterpriseId).where(sql`${t.enterpriseId} is not null`),
    index('accounts_parent_key').on(t.tenantId, t.parentId).where(sql`${t.parentId} is not null`),
    index('accounts_deleted').on(t.tenantId, t.deletedAt).where(sql`${t.deletedAt} is not null`),
    index('accounts_search').using('gin', t.tenantId, sql`${t.search} gin_trgm_ops`).with({ fastupdate: 'off' }),
    index('accounts_name_prefix')
      .on(t.tenantId, sql`lower(${t.name}) text_pattern_ops`)
      .where(sql`${t.deletedAt} is null`),
    index('accounts_initials_prefix')
      .on(t.tenantId, sql`${t.initials} text_pattern_ops`)
      .where(sql`${t.deletedAt} is null`),
    index('accounts_import').on(t.tenantId, t.importId).where(sql`${t.importId} is not null`),
    oneOf('accounts_kind', t.kind, accountKinds),
    oneOf('accounts_grade', t.grade, grades),
    oneOf('accounts_funding', t.fundingPattern, fundingPatterns),
    oneOf('accounts_organisation', t.organisationForm, organisationForms),
    oneOf('accounts_management', t.managementStyle, managementStyles),
    oneOf('accounts_marketing', t.marketingNetwork, marketingNetworks),
    check('accounts_place', sql`${t.longitude} between -180 and 180 and ${t.latitude} between -90 and 90`),
    check('accounts_uncovered_known', sql`${t.uncoveredSince} is not null and ${t.leaderUncoveredSince} is not null`),
    check('accounts_not_own_parent', sql`${t.parentId} <> ${t.id}`),
  ],
);

/** Where a service is delivered. */
export const sites = pgTable(
  'sites',
  {
    ...owned,
    ...edited,
    accountId: id(),
    name: text().notNull(),
    address: text(),
    longitude: doublePrecision(),
    latitude: doublePrecision(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('sites_account').on(t.tenantId, t.accountId, t.unitId),
    foreignKey({
      name: 'sites_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
  ],
);
