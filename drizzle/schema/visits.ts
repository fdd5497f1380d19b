import { sql } from 'drizzle-orm';
import {
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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Reason } from '~/features/visits/confidence';
import type { Answers } from '~/features/visits/forms/rules';
import {
  type Channel,
  channels,
  type ProposedKind,
  proposedKinds,
  type VisitStatus,
  type VisitType,
  visitStatuses,
  visitTypes,
} from '~/features/visits/rules';
import { accounts } from './accounts';
import { byChange, custom, day, edited, id, instant, oneOf, owned, word } from './columns';
import { contacts } from './contacts';
import { opportunities } from './opportunities';
import { people } from './people';

export type Position = {
  latitude: number;
  longitude: number;
  accuracy: number;
  deviceAt: string;
  /** Kept only to the district: it is older than `POSITION_DAYS`. */
  isCoarse?: boolean;
};

export const visits = pgTable(
  'visits',
  {
    ...owned,
    ...edited,
    accountId: id(),
    opportunityId: uuid(),
    type: word<VisitType>().notNull().default('routine'),
    channel: word<Channel>().notNull().default('onsite'),
    status: word<VisitStatus>().notNull().default('planned'),
    purpose: text().notNull(),
    plannedAt: instant().notNull(),
    plannedMinutes: integer().notNull().default(60),
    /** What coverage asked for when the job planned it: which visits, counted since when. One proposal for each. */
    proposedKind: word<ProposedKind>(),
    proposedFor: day(),
    /** Nobody has kept, moved or rejected it yet. */
    isProposed: boolean().notNull().default(false),
    startedAt: instant(),
    endedAt: instant(),
    /** When it was checked in and out, whatever times are given for it. */
    checkedInAt: instant(),
    checkedOutAt: instant(),
    /** Taken at check-in and check-out only. */
    checkIn: jsonb().$type<Position>(),
    checkOut: jsonb().$type<Position>(),
    /** A check came with a position that is no place on earth. */
    isPositionUnusable: boolean().notNull().default(false),
    distanceMetres: doublePrecision(),
    /** How far the device's clock was ahead of the server's at check-in. */
    skewSeconds: integer(),
    /** What the checks are worth and why; null where nobody checks in, as by telephone. */
    confidence: integer(),
    confidenceReasons: jsonb().$type<Reason[]>(),
    /** What the visitor says to that, and who has accepted it. */
    checkNote: text(),
    checkAcceptedBy: uuid().references(() => people.id),
    checkAcceptedAt: instant(),
    /** The customer's own word for it, given by a one-time code; the application cannot write these. */
    confirmedAt: instant(),
    confirmedRating: integer(),
    confirmedComment: text(),
    confirmedContactId: uuid(),
    note: text(),
    competitorNote: text(),
    satisfaction: integer(),
    nextStep: text(),
    nextStepOn: day(),
    /** What its form asked for: the version of the type's form (0: the national one) and the answers to it. */
    formVersion: integer(),
    answers: jsonb().$type<Answers>(),
    custom: custom(),
    cancelReason: text(),
    externalKey: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'visits_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'visits_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    foreignKey({
      name: 'visits_confirmed_contact',
      columns: [t.tenantId, t.confirmedContactId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    index('visits_confirmed_contact')
      .on(t.tenantId, t.confirmedContactId)
      .where(sql`${t.confirmedContactId} is not null`),
    index('visits_account').on(t.tenantId, t.accountId, t.plannedAt.desc().nullsFirst()),
    index('visits_account_owner').on(t.tenantId, t.accountId, t.unitId, t.ownerId),
    index('visits_opportunity_key').on(t.tenantId, t.opportunityId),
    index('visits_owner').on(t.ownerId, t.plannedAt.desc().nullsFirst(), t.id).where(sql`${t.deletedAt} is null`),
    index('visits_unit').on(t.unitId, t.plannedAt.desc().nullsFirst(), t.id).where(sql`${t.deletedAt} is null`),
    index('visits_tenant').on(t.tenantId, t.plannedAt.desc().nullsFirst(), t.id).where(sql`${t.deletedAt} is null`),
    index('visits_planned_owner')
      .on(t.ownerId, t.plannedAt.desc().nullsFirst(), t.id)
      .where(sql`${t.status} = 'planned' and ${t.deletedAt} is null`),
    index('visits_planned_unit')
      .on(t.unitId, t.plannedAt.desc().nullsFirst(), t.id)
      .where(sql`${t.status} = 'planned' and ${t.deletedAt} is null`),
    index('visits_planned')
      .on(t.tenantId, t.plannedAt.desc().nullsFirst(), t.id)
      .where(sql`${t.status} = 'planned' and ${t.deletedAt} is null`),
    // what has been done is read the latest first, without reading past all that is planned
    index('visits_done_unit')
      .on(t.unitId, t.plannedAt.desc().nullsFirst(), t.id)
      .where(sql`${t.status} = 'completed' and ${t.deletedAt} is null`),
    index('visits_done')
      .on(t.tenantId, t.plannedAt.desc().nullsFirst(), t.id)
      .where(sql`${t.status} = 'completed' and ${t.deletedAt} is null`),
    ...byChange('visits', t),
    index('visits_deleted').on(t.tenantId, t.deletedAt).where(sql`${t.deletedAt} is not null`),
    index('visits_purpose').using('gin', t.tenantId, sql`app.text_pairs(app.visit_text(${t.purpose}, null))`),
    index('visits_leader')
      .on(t.tenantId, t.accountId)
      .where(sql`${t.type} = 'executive' and ${t.status} = 'completed' and ${t.deletedAt} is null`),
    // few: what leads have not looked at yet
    index('visits_of_type')
      .on(t.tenantId, t.type, t.plannedAt.desc().nullsFirst(), t.id)
      .where(sql`${t.deletedAt} is null`),
    index('visits_explained')
      .on(t.tenantId, t.plannedAt.desc().nullsFirst(), t.id)
      .where(sql`${t.checkNote} is not null and ${t.checkAcceptedAt} is null and ${t.deletedAt} is null`),
    index('visits_positions')
      .on(t.startedAt)
      .where(
        sql`(coalesce(${t.checkIn}, ${t.checkOut}) ->> 'isCoarse') is null and coalesce(${t.checkIn}, ${t.checkOut}) is not null`,
      ),
    index('visits_import').on(t.tenantId, t.importId).where(sql`${t.importId} is not null`),
    uniqueIndex('visits_proposed_once')
      .on(t.tenantId, t.accountId, t.proposedKind, t.proposedFor)
      .where(sql`${t.proposedFor} is not null`),
    index('visits_proposals').on(t.ownerId, t.plannedAt).where(sql`${t.isProposed} and ${t.deletedAt} is null`),
    oneOf('visits_proposed_kind', t.proposedKind, proposedKinds),
    oneOf('visits_type', t.type, visitTypes),
    oneOf('visits_channel', t.channel, channels),
    oneOf('visits_status', t.status, visitStatuses),
    check('visits_confidence', sql`${t.confidence} between 0 and 100`),
    check('visits_confirmed_rating', sql`${t.confirmedRating} between 1 and 5`),
    check('visits_satisfaction', sql`${t.satisfaction} between 1 and 5`),
    check('visits_minutes', sql`${t.plannedMinutes} between 5 and 1440`),
    check('visits_times', sql`${t.endedAt} is null or ${t.startedAt} <= ${t.endedAt}`),
  ],
);

/** Who was there: a contact of the account, or a colleague. */
export const visitAttendees = pgTable(
  'visit_attendees',
  {
    ...owned,
    accountId: id(),
    visitId: id(),
    contactId: uuid(),
    personId: uuid().references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'visit_attendees_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
    foreignKey({
      name: 'visit_attendees_contact',
      columns: [t.tenantId, t.contactId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    foreignKey({
      name: 'visit_attendees_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    index('visit_attendees_visit').on(t.tenantId, t.visitId),
    index('visit_attendees_contact').on(t.tenantId, t.contactId),
    index('visit_attendees_person').on(t.personId),
    index('visit_attendees_account').on(t.tenantId, t.accountId, t.unitId),
    index('visit_attendees_owner').on(t.ownerId),
    index('visit_attendees_unit').on(t.unitId),
    check('visit_attendees_one', sql`(${t.contactId} is null) <> (${t.personId} is null)`),
  ],
);
