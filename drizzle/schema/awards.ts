import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type AwardState, awardStates } from '~/features/awards/rules';
import { id, instant, oneOf, tenantId, word } from './columns';
import { people, tenants } from './people';
import { rewardEntries } from './rewards';

/** An outstanding contribution: told by a colleague or found by a rule, decided by somebody else, then told to the whole company. */
export const awards = pgTable(
  'awards',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    title: text().notNull(),
    /** What was done, as the colleague tells it; empty where a rule found it. */
    story: text().notNull(),
    /** Null where a rule found it. */
    nominatedBy: uuid().references(() => people.id),
    entryId: uuid(),
    createdAt: instant().notNull().defaultNow(),
    state: word<AwardState>().notNull().default('nominated'),
    /** What the company reads. */
    citation: text(),
    decidedBy: uuid().references(() => people.id),
    decidedAt: instant(),
    /** To who told of it, when it is not given. */
    answer: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'awards_entry',
      columns: [t.tenantId, t.entryId],
      foreignColumns: [rewardEntries.tenantId, rewardEntries.id],
    }),
    uniqueIndex('awards_once').on(t.tenantId, t.entryId),
    index('awards_wall').on(t.tenantId, t.decidedAt.desc().nullsFirst(), t.id).where(sql`${t.state} = 'granted'`),
    index('awards_latest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id),
    index('awards_person').on(t.personId),
    index('awards_nominator').on(t.nominatedBy),
    index('awards_decider').on(t.decidedBy),
    oneOf('awards_state', t.state, awardStates),
    check('awards_from', sql`(${t.nominatedBy} is null) = (${t.entryId} is not null)`),
    check('awards_not_oneself', sql`${t.nominatedBy} <> ${t.personId}`),
    check('awards_two', sql`${t.decidedBy} <> ${t.nominatedBy} and ${t.decidedBy} <> ${t.personId}`),
    check(
      'awards_decided',
      sql`(${t.state} = 'nominated') = (${t.decidedBy} is null) and (${t.decidedBy} is null) = (${t.decidedAt} is null)`,
    ),
    check(
      'awards_told',
      sql`case ${t.state} when 'granted' then ${t.citation} is not null when 'declined' then ${t.answer} is not null else true end`,
    ),
  ],
);
