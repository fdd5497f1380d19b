import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import {
  type DigestRhythm,
  digestRhythms,
  type NoticeKind,
  type NoticeSubject,
  noticeKinds,
  noticeSubjects,
} from '~/features/notices/rules';
import { id, instant, oneOf, tenantId, word } from './columns';
import { people } from './people';

/** One fact a person is told once. It holds no text: what the subject says is read when the notice is shown. */
export const notices = pgTable(
  'notices',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    fact: text().notNull(),
    kind: word<NoticeKind>().notNull(),
    subject: word<NoticeSubject>().notNull(),
    subjectTenantId: integer().notNull(),
    subjectId: id(),
    actorId: uuid(),
    params: jsonb()
      .$type<{ commentId?: string; dueOn?: string; at?: string; more?: number; invitationId?: string; step?: string }>()
      .notNull()
      .default({}),
    createdAt: instant().notNull().defaultNow(),
    readAt: instant(),
    /** Passed on to mail and devices, as far as they are wished. */
    passedOnAt: instant(),
    mailedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('notices_fact').on(t.tenantId, t.personId, t.fact),
    index('notices_person').on(t.personId, t.createdAt.desc().nullsFirst(), t.id),
    index('notices_created').on(t.createdAt).where(sql`${t.passedOnAt} is null`),
    index('notices_unread').on(t.personId).where(sql`${t.readAt} is null`),
    oneOf('notices_kind', t.kind, noticeKinds),
    oneOf('notices_subject', t.subject, noticeSubjects),
  ],
);

/** The kinds a person does not want to be told about, and what they want by mail. */
export const noticeChoices = pgTable(
  'notice_choices',
  {
    personId: uuid()
      .primaryKey()
      .references(() => people.id),
    muted: jsonb().$type<NoticeKind[]>().notNull(),
    mail: word<DigestRhythm>().notNull().default('off'),
    /** Questions and mentions by mail, as they come. */
    mailAtOnce: boolean().notNull().default(false),
    /** Of the secret in the link that ends it all. */
    tokenHash: text(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    oneOf('notice_choices_mail', t.mail, digestRhythms),
    uniqueIndex('notice_choices_token').on(t.tokenHash),
    index('notice_choices_digest').on(t.mail).where(sql`${t.mail} <> 'off'`),
  ],
);
