import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, primaryKey, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type GoalLength, goalLengths } from '~/features/review/goals/rules';
import { day, id, instant, oneOf, owned, tenantId, word } from './columns';
import { people, units } from './people';

/** What an account manager or a unit means to win in a month or quarter. Nobody else has such a row: a policy sees to it. */
export const goals = pgTable(
  'goals',
  {
    tenantId: tenantId(),
    id: id(),
    /** Of a person: the unit they were of when it was set. */
    unitId: integer()
      .notNull()
      .references(() => units.id),
    personId: uuid().references(() => people.id),
    length: word<GoalLength>().notNull(),
    startsOn: day().notNull(),
    totalFen: bigint({ mode: 'number' }).notNull(),
    setById: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('goals_person').on(t.tenantId, t.personId, t.length, t.startsOn).where(sql`${t.personId} is not null`),
    uniqueIndex('goals_unit').on(t.tenantId, t.unitId, t.length, t.startsOn).where(sql`${t.personId} is null`),
    index('goals_of_person').on(t.personId),
    index('goals_of_unit').on(t.unitId, t.startsOn),
    oneOf('goals_length', t.length, goalLengths),
    check('goals_amount', sql`${t.totalFen} > 0`),
    check('goals_start', sql`extract(day from ${t.startsOn}) = 1`),
  ],
);

/** That two people went through the deals of one of them; `ownerId` is the one whose deals they are. */
export const reviewTalks = pgTable(
  'review_talks',
  {
    ...owned,
    ledById: uuid()
      .notNull()
      .references(() => people.id),
    onDay: day().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('review_talks_once').on(t.tenantId, t.ownerId, t.ledById, t.onDay),
    index('review_talks_owner').on(t.ownerId, t.onDay),
    index('review_talks_unit').on(t.unitId),
  ],
);
