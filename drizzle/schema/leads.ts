import { sql } from 'drizzle-orm';
import {
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
  type DisqualifyReason,
  disqualifyReasons,
  type LeadRule,
  type LeadSource,
  type LeadState,
  leadSources,
  leadStates,
  type TurnOutcome,
  type TurnWay,
  turnOutcomes,
  turnWays,
} from '~/features/leads/rules';
import { accounts } from './accounts';
import { id, instant, oneOf, tenantId, word } from './columns';
import { contacts } from './contacts';
import { opportunities } from './opportunities';
import { people, tenants, units } from './people';

/** A public form of ours, reached by the token in its address. The token stands on web pages: it is no secret. */
export const enquiryForms = pgTable(
  'enquiry_forms',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId().references(() => tenants.id),
    /** To whom goes what no rule is for. */
    unitId: integer()
      .notNull()
      .references(() => units.id),
    name: text().notNull(),
    source: word<LeadSource>().notNull(),
    token: text().notNull().unique(),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
    revokedAt: instant(),
  },
  (t) => [
    index('enquiry_forms_unit').on(t.unitId),
    index('enquiry_forms_tenant').on(t.tenantId),
    oneOf('enquiry_forms_source', t.source, leadSources),
  ],
);

/** How a company's leads are routed, and what its pool allows. Without a row the defaults count. */
export const leadPolicies = pgTable('lead_policies', {
  tenantId: integer()
    .primaryKey()
    .references(() => tenants.id),
  id: uuid().notNull(),
  acceptHours: integer().notNull(),
  pickLimit: integer().notNull(),
  coolDownHours: integer().notNull(),
  capacity: integer().notNull(),
  rules: jsonb().$type<LeadRule[]>().notNull(),
  updatedAt: instant().notNull().defaultNow(),
  version: integer().notNull().default(1),
});

/** Somebody who may become a customer. What was given stays as it was given. */
export const leads = pgTable(
  'leads',
  {
    tenantId: tenantId(),
    id: id(),
    /** Where it lies: of its holder, else of the pool. */
    unitId: integer().notNull(),
    poolUnitId: integer().notNull(),
    holderId: uuid().references(() => people.id),
    state: word<LeadState>().notNull().default('new'),
    source: word<LeadSource>().notNull(),
    campaign: text(),
    referrerId: uuid().references(() => people.id),
    formId: uuid().references(() => enquiryForms.id),
    externalKey: text(),
    company: text().notNull(),
    creditCode: text(),
    contactName: text().notNull(),
    phone: text().notNull(),
    need: text().notNull(),
    regionCode: text(),
    industry: text(),
    line: text(),
    /** What another telling of the same is recognised by. */
    matchName: text(),
    matchPhone: text(),
    duplicateOf: uuid(),
    /** The customer it was recognised as. */
    knownAccountId: uuid(),
    ruleId: text(),
    offeredAt: instant(),
    dueAt: instant(),
    acceptedAt: instant(),
    convertedAt: instant(),
    accountId: uuid(),
    contactId: uuid(),
    opportunityId: uuid(),
    reason: word<DisqualifyReason>(),
    /** A word to who gave it. */
    answer: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'leads_duplicate_of',
      columns: [t.tenantId, t.duplicateOf],
      foreignColumns: [t.tenantId, t.id],
    }),
    foreignKey({
      name: 'leads_known',
      columns: [t.tenantId, t.knownAccountId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
    foreignKey({
      name: 'leads_account',
      columns: [t.tenantId, t.accountId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
    foreignKey({
      name: 'leads_contact',
      columns: [t.tenantId, t.contactId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    foreignKey({
      name: 'leads_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    uniqueIndex('leads_external').on(t.tenantId, t.externalKey).where(sql`${t.externalKey} is not null`),
    index('leads_duplicates').on(t.tenantId, t.duplicateOf),
    index('leads_known').on(t.tenantId, t.knownAccountId),
    index('leads_account').on(t.tenantId, t.accountId),
    index('leads_contact').on(t.tenantId, t.contactId),
    index('leads_opportunity').on(t.tenantId, t.opportunityId),
    // one per scope and state, the latest first
    index('leads_holder').on(t.holderId, t.state, t.createdAt.desc().nullsFirst(), t.id),
    index('leads_unit').on(t.unitId, t.state, t.createdAt.desc().nullsFirst(), t.id),
    index('leads_tenant').on(t.tenantId, t.state, t.createdAt.desc().nullsFirst(), t.id),
    ...(['tenantId', 'unitId', 'holderId'] as const).map((whose) =>
      index(`leads_${whose.slice(0, -2)}_changed`).on(t[whose], t.updatedAt, t.id),
    ),
    index('leads_form').on(t.formId).where(sql`${t.formId} is not null`),
    index('leads_referrer').on(t.referrerId, t.createdAt.desc().nullsFirst(), t.id),
    index('leads_due').on(t.dueAt).where(sql`${t.state} = 'offered'`),
    index('leads_waiting').on(t.createdAt).where(sql`${t.state} = 'new'`),
    // what another one could be the same as
    index('leads_match_name')
      .on(t.tenantId, t.matchName)
      .where(sql`${t.state} in ('new', 'pool', 'offered', 'accepted')`),
    index('leads_match_phone')
      .on(t.tenantId, t.matchPhone)
      .where(sql`${t.state} in ('new', 'pool', 'offered', 'accepted')`),
    oneOf('leads_state', t.state, leadStates),
    oneOf('leads_source', t.source, leadSources),
    oneOf('leads_reason', t.reason, disqualifyReasons),
  ],
);

/** Each time somebody had a lead: how it came to them, and how that ended. */
export const leadTurns = pgTable(
  'lead_turns',
  {
    tenantId: tenantId(),
    id: id(),
    leadId: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    way: word<TurnWay>().notNull(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    outcome: word<TurnOutcome>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'lead_turns_lead',
      columns: [t.tenantId, t.leadId],
      foreignColumns: [leads.tenantId, leads.id],
    }),
    index('lead_turns_lead').on(t.tenantId, t.leadId, t.startedAt),
    index('lead_turns_person').on(t.personId, t.startedAt.desc().nullsFirst()),
    oneOf('lead_turns_way', t.way, turnWays),
    oneOf('lead_turns_outcome', t.outcome, turnOutcomes),
  ],
);

/** The photograph of a business card given with a lead, for who works it. */
export const leadCards = pgTable(
  'lead_cards',
  {
    tenantId: tenantId(),
    leadId: id(),
    sha256: text().notNull(),
    smallSha256: text().notNull(),
    addedBy: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.leadId] }),
    foreignKey({
      name: 'lead_cards_lead',
      columns: [t.tenantId, t.leadId],
      foreignColumns: [leads.tenantId, leads.id],
    }),
    index('lead_cards_added_by').on(t.addedBy),
    check('lead_cards_hashes', sql`${t.sha256} ~ '^[0-9a-f]{64}$' and ${t.smallSha256} ~ '^[0-9a-f]{64}$'`),
  ],
);
