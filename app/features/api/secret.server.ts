import { createHash, randomBytes } from 'node:crypto';

/** A new token and what is kept of it. */
export function makeToken() {
  const token = `jkt_${randomBytes(32).toString('base64url')}`;
  return { token, tokenHash: createHash('sha256').update(token).digest('hex') };
}
