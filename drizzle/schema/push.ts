import { boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { people, sessions } from './people';

/** A browser that may be told of notices while the session it was switched on in lasts. */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    endpoint: text().notNull().unique(),
    publicKey: text().notNull(),
    authSecret: text().notNull(),
    /** Names and titles go along; otherwise what kind of notice it is. */
    showsDetails: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
    sentAt: instant(),
  },
  (t) => [index('push_subscriptions_person').on(t.personId), index('push_subscriptions_session').on(t.sessionId)],
);
