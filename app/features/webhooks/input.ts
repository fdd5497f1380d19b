import * as z from 'zod';
import { choice, day, id, line, version } from '~/core/fields';
import { webhookEvents } from './rules';

const isAddress = (text: string) => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password && !hash;
};

/** One box or several, as forms send them. */
const events = z.preprocess(
  (sent) => (typeof sent === 'string' ? [sent] : (sent ?? [])),
  z
    .array(choice(webhookEvents))
    .min(1, 'webhook.no_event')
    .max(webhookEvents.length, 'error.too_long')
    .transform((all) => [...new Set(all)]),
);

const fields = {
  name: line(80),
  url: line(500).refine(isAddress, 'webhook.address_invalid'),
  events,
};

export const webhookInput = z.object({
  id,
  tenantId: z.coerce.number({ error: 'error.choose' }).int('error.choose'),
  ...fields,
});
export const webhookEdit = z.object({ version, ...fields });
export const versioned = z.object({ version });
export const sinceInput = z.object({ since: day });
export const deliveryChoice = z.object({ deliveryId: id });

export type WebhookInput = z.output<typeof webhookInput>;
export type WebhookEdit = z.output<typeof webhookEdit>;
