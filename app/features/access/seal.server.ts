import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '~/core/env.server';

const cipher = 'aes-256-gcm';

function keyFor(purpose: string) {
  if (!env.SIGN_IN_KEY) throw new Error('SIGN_IN_KEY is not set: `npm start` makes one.');
  return Buffer.from(hkdfSync('sha256', env.SIGN_IN_KEY, '', `jiketong ${purpose}`, 32));
}

/** Encrypts a secret for one person: moved to another's row it opens no more. */
export function seal(secret: string, personId: string): string {
  const nonce = randomBytes(12);
  const lock = createCipheriv(cipher, keyFor('second factor'), nonce).setAAD(Buffer.from(personId));
  const text = Buffer.concat([lock.update(secret, 'utf8'), lock.final()]);
  return Buffer.concat([nonce, lock.getAuthTag(), text]).toString('base64url');
}

/** The secret; null when it was sealed with another key, for which nobody can be blamed but who lost the key. */
export function unseal(sealed: string, personId: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  const lock = createDecipheriv(cipher, keyFor('second factor'), bytes.subarray(0, 12))
    .setAAD(Buffer.from(personId))
    .setAuthTag(bytes.subarray(12, 28));
  try {
    return Buffer.concat([lock.update(bytes.subarray(28)), lock.final()]).toString('utf8');
  } catch {
    return null; // not ours to open: the code is then as good as wrong
  }
}

/** Of a recovery code: without the key not even a stolen table can be guessed at. */
export const hashCode = (code: string, personId: string) =>
  createHmac('sha256', keyFor('recovery codes')).update(`${personId} ${code}`).digest('hex');
