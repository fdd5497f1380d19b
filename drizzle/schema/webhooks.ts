import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '~/features/people/rules';
import { type DeliveryState, deliveryStates, type OffReason, offReasons } from '~/features/webhooks/rules';
import { id, instant, oneOf, tenantId, word } from './columns';
import { people } from './people';

/** An address that is told what happens in a company. It acts for whoever saved it last and tells what they may see. */
export const webhooks = pgTable(
  'webhooks',
  {
    tenantId: tenantId(),
    id: id(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    role: word<Role>().notNull(),
    name: text().notNull(),
    url: text().notNull(),
    events: text().array().notNull(),
    /** Shown once; the application can write it, and only `app.webhook_to_send` reads it. */
    secret: text().notNull(),
    offReason: word<OffReason>(),
    /** Since when nothing has been taken, and until when it is left alone. */
    failingSince: instant(),
    failures: integer().notNull().default(0),
    quietUntil: instant(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('webhooks_owner').on(t.ownerId),
    oneOf('webhooks_off_reason', t.offReason, offReasons),
  ],
);

/** One event for one webhook: outbox and log. What it says is read when it goes out, so nothing of it lies here. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    tenantId: tenantId(),
    id: id(),
    webhookId: id(),
    /** The entry of the journal; null for a try from the page, and for what a rule sends. */
    journalId: uuid(),
    event: text().notNull(),
    subjectId: uuid(),
    /** The automatic rule that sends it; it has no entry of the journal of its own. */
    ruleId: uuid(),
    happenedAt: instant().notNull(),
    state: word<DeliveryState>().notNull().default('waiting'),
    attempts: integer().notNull().default(0),
    nextAt: instant().notNull(),
    /** Tries end then. */
    until: instant().notNull(),
    triedAt: instant(),
    status: integer(),
    ms: integer(),
    /** What kept it from being sent, in a word. */
    error: text(),
    /** The first kilobyte of the answer. */
    answer: text(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'webhook_deliveries_webhook',
      columns: [t.tenantId, t.webhookId],
      foreignColumns: [webhooks.tenantId, webhooks.id],
    }),
    index('webhook_deliveries_log').on(t.tenantId, t.webhookId, t.createdAt.desc().nullsFirst(), t.id),
    index('webhook_deliveries_due').on(t.tenantId, t.webhookId, t.nextAt).where(sql`${t.state} = 'waiting'`),
    index('webhook_deliveries_age').on(t.createdAt),
    oneOf('webhook_deliveries_state', t.state, deliveryStates),
  ],
);
