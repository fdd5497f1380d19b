import * as z from 'zod';
import { interactions } from '#drizzle/schema';
import { logInteraction } from '~/features/interactions/commands/log.server';
import { deleteInteraction, restoreInteraction } from '~/features/interactions/commands/remove.server';
import { interactionInput } from '~/features/interactions/input';
import { getInteraction, type interactionOrders, listInteractions } from '~/features/interactions/queries.server';
import { directions, interactionChannels } from '~/features/interactions/rules';
import { dayFilter, idFilter, oneFilter, ownerFilter, ownerOf, unitFilter } from '../filters';
import { resource, write } from '../resource.server';
import { count, dayOf, instant, uuid, word } from '../shapes';

const whole = z.object({
  id: uuid,
  accountId: uuid,
  contactId: uuid.nullable(),
  opportunityId: uuid.nullable(),
  channel: word(interactionChannels),
  direction: word(directions),
  at: instant,
  subject: z.string().nullable(),
  text: z.string(),
  nextStep: z.string().nullable(),
  nextStepOn: dayOf.nullable(),
  source: z.string().nullable(),
  externalKey: z.string().nullable(),
  ownerId: uuid,
  unitId: count,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});

/** What was said stays as it was said: one noted by mistake is removed. */
export const interactionResource = resource({
  name: 'interactions',
  permission: 'account.read',
  listed: whole,
  whole,
  sorts: ['-at', 'at', 'updated', '-updated'],
  filters: z.object({
    account: idFilter,
    owner: ownerFilter,
    unit: unitFilter,
    channel: oneFilter(interactionChannels),
    from: dayFilter,
    to: dayFilter,
  }),
  list: (ctx, { cursor, sort, account, owner, ...asked }) =>
    listInteractions(ctx, {
      ...asked,
      sort: sort as keyof typeof interactionOrders,
      after: cursor,
      accountId: account ?? null,
      owner: ownerOf(ctx, owner),
    }),
  binned: { table: interactions, account: interactions.accountId },
  get: getInteraction,
  create: write({ input: interactionInput, run: (ctx, _id, input) => logInteraction(ctx, input) }),
  remove: write({ input: z.object({}), run: deleteInteraction }),
  verbs: { restore: write({ input: z.object({}), run: restoreInteraction }) },
});
