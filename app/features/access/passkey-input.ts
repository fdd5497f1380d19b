import * as z from 'zod';
import { id, line } from '~/core/fields';

const coded = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);
const credential = z.object({ id: coded.min(1), rawId: coded, type: z.literal('public-key') });
const extensions = z.record(z.string(), z.unknown()).default({});

/** What a browser answers when it has made a key, and when it has used one. */
export const madeKey = credential.extend({
  response: z.looseObject({
    clientDataJSON: coded,
    attestationObject: coded,
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
  clientExtensionResults: extensions,
});
export const usedKey = credential.extend({
  response: z.looseObject({
    clientDataJSON: coded,
    authenticatorData: coded,
    signature: coded,
    userHandle: coded.nullish().transform((handle) => handle ?? undefined),
  }),
  clientExtensionResults: extensions,
});

export const askPasskeyInput = z.object({
  password: z.string({ error: 'error.required' }).min(1, 'error.required').max(200, 'error.too_long'),
  name: line(60),
});
export const addPasskeyInput = z.object({ name: line(60), response: madeKey });
export const renamePasskeyInput = z.object({ id, name: line(60) });
export const removePasskeyInput = z.object({ id });
export const passkeySignInInput = z.object({
  response: usedKey,
  to: z.string().max(2000).optional().catch(undefined),
});

export type MadeKey = z.output<typeof madeKey>;
export type UsedKey = z.output<typeof usedKey>;
export const mostPasskeys = 20;
