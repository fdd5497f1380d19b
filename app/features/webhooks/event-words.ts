import type { Translate } from '~/core/message';

/** `opportunity.won` as people say it. */
export const eventWords = (t: Translate, event: string) => t.any(`webhook.event.${event.split('.')[1]}`);
export const longEventWords = (t: Translate, event: string) =>
  t('webhook.event_of', { subject: t.any(`journal.subject.${event.split('.')[0]}`), event: eventWords(t, event) });
