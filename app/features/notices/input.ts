import * as z from 'zod';
import { checkbox, choice, id, line } from '~/core/fields';
import { isPushAddress } from './push/address';
import { digestRhythms, noticeKinds } from './rules';

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

export const mailInput = z.object({ mail: choice(digestRhythms), mailAtOnce: checkbox });
export type MailInput = z.output<typeof mailInput>;

const base64url = (bytes: number) =>
  line(200).refine(
    (text) => /^[\w-]+=*$/.test(text) && Math.floor((text.replace(/=+$/, '').length * 3) / 4) === bytes,
    'push.bad_endpoint',
  );

/** What a browser hands out: an https address of a push service and two keys. */
export const pushInput = z.object({
  endpoint: line(1000).refine(isPushAddress, 'push.bad_endpoint'),
  p256dh: base64url(65),
  auth: base64url(16),
  showsDetails: checkbox,
});
export type PushInput = z.output<typeof pushInput>;
