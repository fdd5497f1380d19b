import * as z from 'zod';
import { choice, id, integer, line, optionalLine } from '~/core/fields';
import { locales } from '~/core/locale';
import { answers, longestPlace, longestTitle, mostGuests } from './rules';

/** `guests` are the contacts and colleagues ticked: whoever was invited and is not named is told that it is off. */
export const inviteInput = z.object({
  title: line(longestTitle),
  place: optionalLine(longestPlace),
  locale: choice(locales),
  guests: z.preprocess(
    (v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]),
    z.array(id).max(mostGuests, 'invitation.too_many'),
  ),
});
export type InviteInput = z.output<typeof inviteInput>;

export const answerInput = z.object({ answer: choice(answers), sequence: integer(0, 2 ** 31 - 1) });
export type AnswerInput = z.output<typeof answerInput>;
