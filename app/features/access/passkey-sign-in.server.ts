import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import * as z from 'zod';
import { door } from '~/core/db.server';
import { ok, type Result, refused } from '~/core/result';
import { keepChallenge, takeChallenge } from './challenges.server';
import type { UsedKey } from './passkey-input';
import { type Place, readKey } from './place.server';

type Row = { id: string; person_id: string; public_key: string; counter: number; transports: string };

const kept = z.object({ use: z.literal('sign in'), challenge: z.string() });
const wrong = refused('access.passkey_wrong');

/** What any key of ours is asked to sign; which person it is, the key tells. */
export async function askForPasskey({ rpId }: Place, address?: string) {
  const options = await generateAuthenticationOptions({ rpID: rpId, userVerification: 'required' });
  return { options, cookie: await keepChallenge({ use: 'sign in', challenge: options.challenge }, address) };
}

/** Whose key has signed. It was unlocked by finger, face or PIN, so no second step follows. */
export async function checkPasskey(request: Request, { origin, rpId }: Place, used: UsedKey): Promise<Result<string>> {
  const challenge = kept.safeParse(await takeChallenge(request));
  if (!challenge.success) return wrong;
  const [key] = await door<Row>('select * from app.passkey($1)', [used.id]);
  if (!key) return wrong;
  const verified = await readKey(() =>
    verifyAuthenticationResponse({
      response: used,
      expectedChallenge: challenge.data.challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: used.id,
        publicKey: new Uint8Array(Buffer.from(key.public_key, 'base64url')),
        counter: Number(key.counter),
      },
    }),
  );
  if (!verified?.verified) return wrong;
  const [row] = await door<{ done: boolean }>('select app.use_passkey($1::uuid, $2::text::bigint) as done', [
    key.id,
    String(verified.authenticationInfo.newCounter),
  ]);
  return row?.done ? ok(key.person_id) : wrong;
}
