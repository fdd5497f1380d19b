import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type NoticeKind, type NoticeSubject, noticeKinds, noticeSubjects } from '~/features/notices/rules';
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
    params: jsonb().$type<{ commentId?: string; dueOn?: string; more?: number }>().notNull().default({}),
    createdAt: instant().notNull().defaultNow(),
    readAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('notices_fact').on(t.tenantId, t.personId, t.fact),
    index('notices_person').on(t.personId, t.createdAt.desc().nullsFirst(), t.id),
    index('notices_unread').on(t.personId).where(sql`${t.readAt} is null`),
    oneOf('notices_kind', t.kind, noticeKinds),
    oneOf('notices_subject', t.subject, noticeSubjects),
  ],
);

/** The kinds a person does not want to be told about. */
export const noticeChoices = pgTable('notice_choices', {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  muted: jsonb().$type<NoticeKind[]>().notNull(),
  updatedAt: instant().notNull().defaultNow(),
});
