import * as z from 'zod';
import { id } from '~/core/fields';
import { logInteraction } from '~/features/interactions/commands/log.server';
import { deleteInteraction, restoreInteraction } from '~/features/interactions/commands/remove.server';
import { interactionInput } from '~/features/interactions/input';
import { getInteraction, listInteractions } from '~/features/interactions/queries.server';
import { directions, interactionChannels } from '~/features/interactions/rules';
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
  sorts: ['-at'],
  filters: z.object({ account: id }),
  list: (ctx, { cursor, limit, account }) => listInteractions(ctx, { accountId: account, after: cursor, limit }),
  get: getInteraction,
  create: write({ input: interactionInput, run: (ctx, _id, input) => logInteraction(ctx, input) }),
  remove: write({ input: z.object({}), run: deleteInteraction }),
  verbs: { restore: write({ input: z.object({}), run: restoreInteraction }) },
});
