import { door } from '~/core/db.server';
import { sendDue } from '~/features/webhooks/send.server';
import { composeEvent } from './webhook-body.server';

export const tasks = {
  'webhooks.send': (payload: unknown) => sendDue(payload, composeEvent),
  'webhooks.due': async () => void (await door('select app.webhooks_due()')),
};
export const schedule = [{ task: 'webhooks.due', match: '* * * * *' }];
