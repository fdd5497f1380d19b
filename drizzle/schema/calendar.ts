import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { people } from './people';

/** A person's secret calendar address. Only the SHA-256 of its secret is kept; a new one makes the old one void. */
export const calendarFeeds = pgTable('calendar_feeds', {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  tokenHash: text().notNull().unique(),
  /** Purposes, contacts and addresses go along; otherwise an entry is its title alone. */
  showsDetails: boolean().notNull().default(false),
  createdAt: instant().notNull().defaultNow(),
  readAt: instant(),
});
