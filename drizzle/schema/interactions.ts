import { sql } from 'drizzle-orm';
import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import {
  type Direction,
  directions,
  type InteractionChannel,
  interactionChannels,
} from '~/features/interactions/rules';
import { accounts } from './accounts';
import { byChange, day, edited, id, instant, oneOf, owned, word } from './columns';
import { contacts } from './contacts';
import { opportunities } from './opportunities';

/** A contact with a customer that is no visit, by whatever channel; `ownerId` is whose doing it was. */
export const interactions = pgTable(
  'interactions',
  {
    ...owned,
    ...edited,
    accountId: id(),
    contactId: uuid(),
    opportunityId: uuid(),
    channel: word<InteractionChannel>().notNull(),
    direction: word<Direction>().notNull().default('out'),
    at: instant().notNull(),
    subject: text(),
    text: text().notNull(),
    nextStep: text(),
    nextStepOn: day(),
    /** What another system knows it by; sent again it is the same one. */
    externalKey: text(),
    /** Which system or desk it came from. */
    source: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'interactions_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'interactions_contact',
      columns: [t.tenantId, t.contactId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    foreignKey({
      name: 'interactions_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    uniqueIndex('interactions_external').on(t.tenantId, t.externalKey).where(sql`${t.externalKey} is not null`),
    index('interactions_account').on(t.tenantId, t.accountId, t.unitId),
    index('interactions_stream').on(t.accountId, t.at.desc().nullsFirst(), t.id).where(sql`${t.deletedAt} is null`),
    index('interactions_contact').on(t.tenantId, t.contactId),
    index('interactions_opportunity').on(t.tenantId, t.opportunityId),
    ...byChange('interactions', t),
    ...(['tenantId', 'unitId', 'ownerId'] as const).map((whose) =>
      index(`interactions_${whose.slice(0, -2)}_stream`)
        .on(t[whose], t.at.desc().nullsFirst(), t.id)
        .where(sql`${t.deletedAt} is null`),
    ),
    index('interactions_deleted').on(t.tenantId, t.deletedAt).where(sql`${t.deletedAt} is not null`),
    index('interactions_owner').on(t.ownerId),
    index('interactions_unit').on(t.unitId),
    oneOf('interactions_channel', t.channel, interactionChannels),
    oneOf('interactions_direction', t.direction, directions),
  ],
);
