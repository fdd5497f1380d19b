import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import {
  type FiringOutcome,
  firingOutcomes,
  type RuleAction,
  type RuleCondition,
  type RuleEvent,
  type RuleSubject,
  ruleEvents,
  ruleSubjects,
} from '~/features/automation/rules';
import { id, instant, oneOf, tenantId, word } from './columns';
import { people } from './people';

/** When this happens to a record of the company, or of one below, and the conditions hold, do that. Runs in the name of who saved it last. */
export const automationRules = pgTable(
  'automation_rules',
  {
    tenantId: tenantId(),
    id: id(),
    name: text().notNull(),
    event: word<RuleEvent>().notNull(),
    days: integer(),
    stage: text(),
    conditions: jsonb().$type<RuleCondition[]>().notNull(),
    actions: jsonb().$type<RuleAction[]>().notNull(),
    isActive: boolean().notNull().default(false),
    authorId: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('automation_rules_event').on(t.tenantId, t.event).where(sql`${t.isActive}`),
    oneOf('automation_rules_event_known', t.event, ruleEvents),
  ],
);

/** One time a rule fired: once for each occasion of a record, whose company it is kept by; the rule may be of one above. */
export const automationFirings = pgTable(
  'automation_firings',
  {
    tenantId: tenantId(),
    id: id(),
    ruleId: id(),
    subject: word<RuleSubject>().notNull().default('opportunity'),
    subjectId: id(),
    /** The entry of the journal, or since when it is late or quiet. */
    occasion: text().notNull(),
    at: instant().notNull(),
    outcome: word<FiringOutcome>().notNull(),
    /** What became of each action; why it was stopped, or that it broke. */
    detail: jsonb()
      .$type<{ reason?: 'loop' | 'deep' | 'error'; actions?: { kind: string; reason: string | null }[] }>()
      .notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('automation_firings_once').on(t.tenantId, t.ruleId, t.subjectId, t.occasion),
    index('automation_firings_recent').on(t.tenantId, t.ruleId, t.at.desc().nullsFirst()),
    index('automation_firings_deal').on(t.tenantId, t.subjectId),
    oneOf('automation_firings_subject', t.subject, ruleSubjects),
    oneOf('automation_firings_outcome', t.outcome, firingOutcomes),
  ],
);
