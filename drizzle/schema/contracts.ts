import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  type AmendmentKind,
  amendmentKinds,
  type ContractState,
  type CreditStep,
  contractStates,
} from '~/features/contracts/rules';
import { accounts } from './accounts';
import { day, fen, id, instant, oneOf, owned, word } from './columns';
import { opportunities } from './opportunities';
import { people, tenants } from './people';
import { quoteVersions } from './quote-versions';
import { quotes } from './quotes';

/** What a customer has agreed to, made from the version of a quote they accepted. */
export const contracts = pgTable(
  'contracts',
  {
    ...owned,
    accountId: id(),
    opportunityId: id(),
    quoteId: id(),
    versionId: id(),
    /** By company and year, without gaps: the database gives it. */
    year: integer().notNull(),
    sequence: integer().notNull(),
    number: text().notNull(),
    title: text().notNull(),
    state: word<ContractState>().notNull().default('draft'),
    startsOn: day(),
    endsOn: day(),
    months: integer().notNull(),
    autoRenews: boolean().notNull().default(false),
    renewalMonths: integer().notNull().default(12),
    signedOn: day(),
    /** When the customer first paid. */
    firstPaidOn: day(),
    sellerSigner: text(),
    sellerSignerTitle: text(),
    customerSigner: text(),
    customerSignerTitle: text(),
    oneOffFen: fen().notNull(),
    monthlyFen: fen().notNull(),
    totalFen: fen().notNull(),
    taxFen: fen().notNull(),
    /** The company's table of the day it was made. */
    credits: jsonb().$type<CreditStep[]>().notNull(),
    renewalId: uuid(),
    closedOn: day(),
    closeNote: text(),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'contracts_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'contracts_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    foreignKey({
      name: 'contracts_renewal',
      columns: [t.tenantId, t.renewalId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    foreignKey({
      name: 'contracts_quote',
      columns: [t.tenantId, t.quoteId],
      foreignColumns: [quotes.tenantId, quotes.id],
    }),
    foreignKey({
      name: 'contracts_version',
      columns: [t.tenantId, t.versionId],
      foreignColumns: [quoteVersions.tenantId, quoteVersions.id],
    }),
    uniqueIndex('contracts_number').on(t.tenantId, t.number),
    uniqueIndex('contracts_sequence').on(t.tenantId, t.year, t.sequence),
    // one that was given up before anybody signed makes room for another
    uniqueIndex('contracts_version')
      .on(t.tenantId, t.versionId)
      .where(sql`${t.state} <> 'terminated' or ${t.signedOn} is not null`),
    index('contracts_of_version').on(t.tenantId, t.versionId),
    index('contracts_account').on(t.tenantId, t.accountId, t.unitId, t.ownerId),
    index('contracts_opportunity').on(t.tenantId, t.opportunityId),
    index('contracts_renewal').on(t.tenantId, t.renewalId).where(sql`${t.renewalId} is not null`),
    index('contracts_quote').on(t.tenantId, t.quoteId),
    index('contracts_created_by').on(t.createdBy),
    index('contracts_tenant').on(t.tenantId, t.updatedAt.desc().nullsFirst(), t.id),
    index('contracts_unit').on(t.unitId, t.updatedAt.desc().nullsFirst(), t.id),
    index('contracts_owner').on(t.ownerId, t.updatedAt.desc().nullsFirst(), t.id),
    index('contracts_ending').on(t.endsOn, t.id).where(sql`${t.state} = 'active'`),
    index('contracts_ending_tenant').on(t.tenantId, t.endsOn, t.id).where(sql`${t.state} = 'active'`),
    index('contracts_ending_unit').on(t.unitId, t.endsOn, t.id).where(sql`${t.state} = 'active'`),
    index('contracts_ending_owner').on(t.ownerId, t.endsOn, t.id).where(sql`${t.state} = 'active'`),
    oneOf('contracts_state', t.state, contractStates),
    check('contracts_months', sql`${t.months} between 1 and 120 and ${t.renewalMonths} between 1 and 120`),
    check('contracts_span', sql`(${t.startsOn} is null) = (${t.endsOn} is null) and ${t.endsOn} >= ${t.startsOn}`),
    check('contracts_paid', sql`${t.firstPaidOn} is null or ${t.signedOn} is not null`),
    check(
      'contracts_signed',
      sql`case when ${t.signedOn} is null then ${t.state} in ('draft', 'terminated') else ${t.startsOn} is not null end`,
    ),
  ],
);

const ofContract = { ...owned, accountId: id(), contractId: id() };
const keys = (
  name: string,
  t: Record<'tenantId' | 'accountId' | 'unitId' | 'ownerId' | 'contractId' | 'id', never>,
) => [
  primaryKey({ columns: [t.tenantId, t.id] }),
  foreignKey({
    name: `${name}_account_unit`,
    columns: [t.tenantId, t.accountId, t.unitId],
    foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
  }).onUpdate('cascade'),
  foreignKey({
    name: `${name}_contract`,
    columns: [t.tenantId, t.contractId],
    foreignColumns: [contracts.tenantId, contracts.id],
  }),
  index(`${name}_account`).on(t.tenantId, t.accountId, t.unitId),
  index(`${name}_owner`).on(t.ownerId),
  index(`${name}_unit`).on(t.unitId),
];

/** A place of the customer that is served; its delivery is what credits for lateness are reckoned from. */
export const contractSites = pgTable(
  'contract_sites',
  {
    ...ofContract,
    position: integer().notNull(),
    name: text().notNull(),
    address: text(),
    technology: text(),
    promisedOn: day(),
    deliveredOn: day(),
    /** Charged once for it: what a credit is a part of. */
    oneOffFen: fen().notNull().default(0),
  },
  (t) => [
    ...keys('contract_sites', t as never),
    index('contract_sites_contract').on(t.tenantId, t.contractId, t.position),
  ],
);

/** What the customer has of us, per site and line. */
export const installedProducts = pgTable(
  'installed_products',
  {
    ...ofContract,
    siteId: uuid(),
    position: integer().notNull(),
    offeringId: id(),
    offeringCode: text().notNull(),
    offeringName: text().notNull(),
    offeringNameEn: text(),
    priceName: text().notNull(),
    priceNameEn: text(),
    kind: text().notNull(),
    period: text(),
    unit: text().notNull(),
    quantity: integer().notNull(),
    netFen: fen().notNull(),
    oneOffFen: fen().notNull(),
    monthlyFen: fen().notNull(),
    /** Null until the site is delivered. */
    fromOn: day(),
    untilOn: day(),
  },
  (t) => [
    ...keys('installed_products', t as never),
    foreignKey({
      name: 'installed_products_site',
      columns: [t.tenantId, t.siteId],
      foreignColumns: [contractSites.tenantId, contractSites.id],
    }),
    index('installed_products_contract').on(t.tenantId, t.contractId, t.position),
    index('installed_products_site').on(t.tenantId, t.siteId),
    index('installed_products_offering').on(t.offeringId),
  ],
);

/** What was agreed besides, later; never changed. */
export const contractAmendments = pgTable(
  'contract_amendments',
  {
    ...ofContract,
    kind: word<AmendmentKind>().notNull(),
    text: text().notNull(),
    effectiveOn: day().notNull(),
    endsOn: day(),
    createdBy: uuid().references(() => people.id),
  },
  (t) => [
    ...keys('contract_amendments', t as never),
    index('contract_amendments_contract').on(t.tenantId, t.contractId, t.createdAt),
    index('contract_amendments_created_by').on(t.createdBy),
    oneOf('contract_amendments_kind', t.kind, amendmentKinds),
  ],
);

/** What a company gives back for late delivery; the newest holds for new contracts. */
export const creditTables = pgTable(
  'credit_tables',
  {
    id: uuid().primaryKey(),
    tenantId: integer()
      .notNull()
      .references(() => tenants.id),
    revision: integer().notNull(),
    steps: jsonb().$type<CreditStep[]>().notNull(),
    publishedAt: instant().notNull(),
    publishedBy: uuid().references(() => people.id),
  },
  (t) => [
    uniqueIndex('credit_tables_revision').on(t.tenantId, t.revision),
    index('credit_tables_publisher').on(t.publishedBy),
  ],
);
