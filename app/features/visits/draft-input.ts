import * as z from 'zod';
import { choice, id, integer, moment, optionalDay, optionalId, optionalLine, text } from '~/core/fields';
import { channels, visitTypes } from './rules';

/** A visit that an assistant writes down for the person to confirm; `plannedAt` is when it began. */
export const draftInput = z.object({
  id,
  accountId: id,
  plannedAt: moment,
  minutes: integer(5, 1440).default(60),
  type: choice(visitTypes).default('routine'),
  channel: choice(channels).default('onsite'),
  purpose: optionalLine(200),
  note: text(10_000),
  nextStep: optionalLine(200),
  nextStepOn: optionalDay,
  opportunityId: optionalId,
  contactIds: z.array(id).max(100, 'error.too_long').default([]),
});
export type DraftInput = z.output<typeof draftInput>;

export const dropDraftInput = z.object({ draftId: id });
