import * as z from 'zod';
import { choice, id } from '~/core/fields';
import { noticeKinds } from './rules';

export const noticeAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('read'), noticeId: id, to: z.string().max(300).optional() }),
  z.object({ intent: z.literal('read_all') }),
]);

/** The kinds ticked: what is not named is not wanted. */
export const choicesInput = z.object({
  kinds: z.preprocess(
    (v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]),
    z.array(choice(noticeKinds)),
  ),
});
