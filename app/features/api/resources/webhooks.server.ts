import * as z from 'zod';
import { day, version } from '~/core/fields';
import { readCursor } from '~/core/paging';
import { refused } from '~/core/result';
import {
  createWebhook,
  removeWebhook,
  rotateSecret,
  switchWebhook,
  updateWebhook,
} from '~/features/webhooks/commands/manage.server';
import { pingWebhook, sendAgain, sendFailedAgain } from '~/features/webhooks/commands/send-again.server';
import { webhookEdit, webhookInput } from '~/features/webhooks/input';
import { getWebhook, listDeliveries, pageOfWebhooks } from '~/features/webhooks/queries.server';
import { deliveryStates, offReasons, webhookEvents } from '~/features/webhooks/rules';
import { idFilter, oneFilter } from '../filters';
import { resource, type Sub, write } from '../resource.server';
import { count, instant, uuid, word } from '../shapes';

const listed = z.object({
  id: uuid,
  tenantId: count,
  ownerId: uuid,
  name: z.string(),
  url: z.string(),
  events: z.array(word(webhookEvents)),
  offReason: word(offReasons).nullable(),
  failingSince: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  version: count,
});

const given = ['version'] as const;
const versioned = true;
const secretOnce = (value: unknown) => ({ secret: (value as { secret: string }).secret });
const switched = (isOn: boolean) =>
  write({
    input: z.object({ version }),
    given,
    versioned,
    run: (ctx, id, input) => switchWebhook(ctx, id, input.version, isOn),
  });

const deliveries: Sub = {
  listed: z.object({
    id: uuid,
    event: z.string(),
    subjectId: uuid.nullable(),
    state: word(deliveryStates),
    attempts: count,
    status: count.nullable(),
    ms: count.nullable(),
    error: z.string().nullable(),
    answer: z.string().nullable(),
    createdAt: instant,
    triedAt: instant.nullable(),
    nextAt: instant,
  }),
  filters: z.object({ state: oneFilter(deliveryStates) }),
  sorts: ['-createdAt'],
  async list(ctx, id, { cursor, limit, ...filters }) {
    const state = deliveryStates.find((one) => one === filters.state) ?? null;
    const page = await listDeliveries(ctx, await getWebhook(ctx, id), state, readCursor(cursor), limit);
    return { rows: page.rows, next: page.after };
  },
};

/** Its secret is told when it is made or renewed, and never again. */
export const webhookResource = resource({
  name: 'webhooks',
  permission: 'webhook.manage',
  listed,
  whole: listed.extend({ secret: z.string().optional() }),
  sorts: ['-createdAt'],
  filters: z.object({}),
  async list(ctx, { cursor, limit }) {
    const page = await pageOfWebhooks(ctx, readCursor(cursor), limit);
    return { rows: page.rows, next: page.after };
  },
  get: getWebhook,
  oneByOne: true,
  create: write({
    input: webhookInput.extend({ tenantId: webhookInput.shape.tenantId.optional() }),
    run: (ctx, _id, { tenantId = ctx.actor.tenantId, ...input }) => createWebhook(ctx, { ...input, tenantId }),
    once: secretOnce,
  }),
  update: write({ input: webhookEdit, given, versioned, run: updateWebhook }),
  remove: write({
    input: z.object({ version }),
    given,
    versioned,
    run: (ctx, id, input) => removeWebhook(ctx, id, input.version),
  }),
  verbs: {
    switch_on: switched(true),
    switch_off: switched(false),
    rotate: write({
      input: z.object({ version }),
      given,
      versioned,
      run: (ctx, id, input) => rotateSecret(ctx, id, input.version),
      once: secretOnce,
    }),
    ping: write({ input: z.object({}), run: pingWebhook }),
    replay: write({
      input: z.object({ deliveryId: idFilter, since: day.optional() }),
      run: async (ctx, id, { deliveryId, since }) => {
        if (deliveryId) return sendAgain(ctx, id, deliveryId);
        return since ? sendFailedAgain(ctx, id, since) : refused('invalid', { fields: { since: 'error.required' } });
      },
    }),
  },
  subs: { deliveries },
});
