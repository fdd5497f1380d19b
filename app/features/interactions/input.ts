import * as z from 'zod';
import { choice, id, line, moment, optionalDay, optionalId, optionalLine, text } from '~/core/fields';
import { directions, interactionChannels } from './rules';

const said = {
  channel: choice(interactionChannels),
  direction: choice(directions).default('out'),
  contactId: optionalId,
  opportunityId: optionalId,
  subject: optionalLine(200),
  text: text(10_000),
  nextStep: optionalLine(200),
  nextStepOn: optionalDay,
};
const stepIsSaid = (input: { nextStep: string | null; nextStepOn: string | null }, ctx: z.RefinementCtx) => {
  if (input.nextStepOn && !input.nextStep)
    ctx.addIssue({ code: 'custom', path: ['nextStep'], message: 'error.required' });
};

export const interactionInput = z.object({ id, accountId: id, at: moment, ...said }).superRefine(stepIsSaid);
export type InteractionInput = z.output<typeof interactionInput>;

/** A form without script sends its pasted mail to be read. */
export const pasteInput = z.object({ accountId: id, pasted: text(20_000) });

/** From another system: the account by our id or by the key it was imported with, the moment with its offset. */
export const sentInteraction = z
  .strictObject({
    externalKey: line(200),
    accountId: optionalId,
    accountKey: optionalLine(200),
    at: z.iso.datetime({ offset: true, error: 'error.moment' }),
    source: optionalLine(80),
    ...said,
  })
  .superRefine(stepIsSaid)
  .superRefine((input, ctx) => {
    if ((input.accountId === null) === (input.accountKey === null))
      ctx.addIssue({ code: 'custom', path: ['accountId'], message: 'interaction.one_account' });
  });
export type SentInteraction = z.output<typeof sentInteraction>;
