import { hash, verify } from '@node-rs/argon2';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { door } from '~/core/db.server';
import { tooMany } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { SignInInput } from './sign-in';

/** argon2id, OWASP's first choice: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string) => hash(password, cost);

// Checked when there is no such account, so that both answers take as long.
const nobody = hashPassword('no such account');

// The pair is limited tightly, each half loosely: a stranger's guesses slow the owner down for minutes, never lock them out.
const pair = new RateLimiterMemory({ keyPrefix: 'pair', points: 10, duration: 300 });
const account = new RateLimiterMemory({ keyPrefix: 'account', points: 60, duration: 300 });
const source = new RateLimiterMemory({ keyPrefix: 'address', points: 300, duration: 300 });

const limits = (email: string, address: string) =>
  [
    [pair, `${email} ${address}`],
    [account, email],
    [source, address],
  ] as const;

/** Who signs in with this e-mail and password; the same refusal whichever of the two is wrong. */
export async function checkPassword(
  input: Pick<SignInInput, 'email' | 'password'>,
  address = 'unknown',
): Promise<Result<{ personId: string; hasFactor: boolean }>> {
  const email = input.email.toLowerCase();
  for (const [limiter, key] of limits(email, address)) {
    const used: RateLimiterRes | null = await limiter.get(key);
    if (used && used.remainingPoints <= 0) throw tooMany(Math.ceil(used.msBeforeNext / 1000));
  }
  const [found] = await door<{ person_id: string; password_hash: string; has_factor: boolean }>(
    'select * from app.credential($1)',
    [email],
  );
  const right = await verify(found?.password_hash ?? (await nobody), input.password);
  if (found && right) {
    await pair.delete(`${email} ${address}`);
    return ok({ personId: found.person_id, hasFactor: found.has_factor });
  }
  for (const [limiter, key] of limits(email, address)) await limiter.penalty(key);
  return refused('sign_in.wrong');
}
