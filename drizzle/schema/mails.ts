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
import { type Answer, answers } from '~/features/invitations/rules';
import { type MailKind, type MailParams, mailKinds } from '~/features/mail/rules';
import { accounts } from './accounts';
import { id, instant, oneOf, owned, tenantId, word } from './columns';
import { contacts } from './contacts';
import { people } from './people';
import { visits } from './visits';

/** One mail for one fact, written before it is sent. What it says is put together when it goes out. */
export const mails = pgTable(
  'mails',
  {
    tenantId: tenantId(),
    id: id(),
    kind: word<MailKind>().notNull(),
    fact: text().notNull(),
    address: text().notNull(),
    personId: uuid().references(() => people.id),
    invitationId: uuid(),
    params: jsonb().$type<MailParams>().notNull().default({}),
    createdAt: instant().notNull().defaultNow(),
    attempts: integer().notNull().default(0),
    /** Of these three at most one is set. */
    sentAt: instant(),
    droppedAt: instant(),
    failedAt: instant(),
    error: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('mails_fact').on(t.tenantId, t.fact),
    index('mails_invitation').on(t.tenantId, t.invitationId),
    index('mails_person').on(t.personId),
    oneOf('mails_kind', t.kind, mailKinds),
  ],
);

/** Who has been asked by mail to a visit, and to what: the mails are made from this row, not from the visit. */
export const visitInvitations = pgTable(
  'visit_invitations',
  {
    ...owned,
    accountId: id(),
    visitId: id(),
    contactId: uuid(),
    personId: uuid().references(() => people.id),
    address: text().notNull(),
    locale: word<'zh-CN' | 'en'>().notNull().default('zh-CN'),
    title: text().notNull(),
    place: text(),
    startsAt: instant().notNull(),
    minutes: integer().notNull(),
    /** As calendars count changes; an answer given to an earlier one is none. */
    sequence: integer().notNull(),
    withdrawnAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
    /** Of the secret in the links; set when the first mail goes out. */
    tokenHash: text(),
    answer: word<Answer>(),
    answeredAt: instant(),
    answeredSequence: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'visit_invitations_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'visit_invitations_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
    foreignKey({
      name: 'visit_invitations_contact',
      columns: [t.tenantId, t.contactId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    index('visit_invitations_account').on(t.tenantId, t.accountId, t.unitId),
    uniqueIndex('visit_invitations_guest').on(t.tenantId, t.visitId, sql`coalesce(${t.contactId}, ${t.personId})`),
    index('visit_invitations_visit').on(t.tenantId, t.visitId),
    index('visit_invitations_contact').on(t.tenantId, t.contactId),
    index('visit_invitations_person').on(t.personId),
    index('visit_invitations_owner').on(t.ownerId),
    index('visit_invitations_unit').on(t.unitId),
    index('visit_invitations_token').on(t.tokenHash),
    oneOf('visit_invitations_answer', t.answer, answers),
    check('visit_invitations_one', sql`(${t.contactId} is null) <> (${t.personId} is null)`),
  ],
);
