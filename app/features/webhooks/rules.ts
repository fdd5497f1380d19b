/** What a webhook can be told of. `app.webhook_events` makes them of the journal's entries. */
export const webhookEvents = [
  'account.created', 'account.updated', 'account.assigned', 'account.deleted', 'account.restored',
  'contact.created', 'contact.updated', 'contact.deleted',
  'opportunity.created', 'opportunity.updated', 'opportunity.moved', 'opportunity.won', 'opportunity.lost',
  'opportunity.assigned', 'opportunity.deleted', 'opportunity.restored',
  'visit.planned', 'visit.updated', 'visit.completed', 'visit.cancelled', 'visit.deleted',
  'interaction.created', 'commitment.created', 'commitment.kept', 'commitment.broken',
  'lead.assigned', 'lead.accepted', 'lead.converted', 'lead.disqualified',
  'quote.created', 'quote.updated', 'quote.sent', 'quote.accepted', 'quote.declined',
  'contract.created', 'contract.updated', 'contract.signed', 'contract.terminated',
] as const; // biome-ignore format: one line a subject
export type WebhookEvent = (typeof webhookEvents)[number];

/** What a try from the page is called; nobody listens to it, it is sent when asked for. */
export const pingEvent = 'webhook.ping';

export const subjectOfEvent = (event: string) => event.split('.')[0] ?? '';

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
/** Why a webhook does not send: a person switched it off, it failed for days, it asked to be left alone (410), or whoever it acted for is gone. */
export const offReasons = ['person', 'failing', 'gone', 'owner'] as const;
export type OffReason = (typeof offReasons)[number];

export const mostWebhooks = 20;
export const keptDays = 30;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** So long a delivery is tried; the database counts the same three days. */
export const givesUpAfterMs = 72 * hourMs;
const longestWaitMs = 12 * hourMs;

/** How long to wait after so many tries: a minute, three, nine … twelve hours, a quarter more or less. `chance` is in [0, 1). */
export const waitAfter = (attempts: number, chance: number) =>
  Math.round(Math.min(minuteMs * 3 ** Math.max(0, attempts - 1), longestWaitMs) * (0.75 + chance / 2));

/** The answer says that it was taken; everything else, a redirect too, says that it was not. */
export const isTaken = (status: number | null) => status !== null && status >= 200 && status < 300;
