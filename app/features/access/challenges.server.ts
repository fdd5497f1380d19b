import { createHash, randomBytes } from 'node:crypto';
import { createCookie } from '@remix-run/node';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { door } from '~/core/db.server';
import { env } from '~/core/env.server';
import { tooMany } from '~/core/refusals.server';

const secure = env.ORIGIN.startsWith('https:');
const seconds = 300;

/** Names what was asked of this browser, while it is with its passkey or at another sign-in service. */
const cookie = createCookie(secure ? '__Host-challenge' : 'challenge', {
  httpOnly: true,
  secure,
  sameSite: 'lax',
  path: '/',
  maxAge: seconds,
});

const asked = new RateLimiterMemory({ keyPrefix: 'challenge', points: 100, duration: seconds });
const hash = (token: string) => createHash('sha256').update(token).digest('hex');

/** Keeps something for five minutes; answers the cookie that it is known by. */
export async function keepChallenge(content: object, address = 'unknown') {
  const used = await asked.get(address);
  if (used && used.remainingPoints <= 0) throw tooMany(Math.ceil(used.msBeforeNext / 1000));
  await asked.penalty(address);
  const token = randomBytes(32).toString('base64url');
  await door('select app.keep_challenge($1, $2, $3::interval)', [
    hash(token),
    JSON.stringify(content),
    `${seconds} seconds`,
  ]);
  return cookie.serialize(token);
}

/** What was kept for this browser, once. */
export async function takeChallenge(request: Request): Promise<unknown> {
  const token: unknown = await cookie.parse(request.headers.get('Cookie'));
  if (typeof token !== 'string' || token.length !== 43) return null;
  const [row] = await door<{ content: string }>('select * from app.take_challenge($1)', [hash(token)]);
  return row ? JSON.parse(row.content) : null;
}
