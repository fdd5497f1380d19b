import { hash, verify } from '@node-rs/argon2';
import { type Attempt, countAttempt, forgiveAttempt, type Limit } from '~/core/attempts.server';
import { door } from '~/core/db.server';
import { ok, type Result, refused } from '~/core/result';
import type { SignInInput } from './sign-in';

/** argon2id, OWASP's first choice: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string) => hash(password, cost);

// Checked when there is no such account, so that both answers take as long.
const nobody = hashPassword('no such account');

// The pair is limited tightly, each half loosely: a stranger's guesses slow the owner down for minutes, never lock them out.
const pair: Limit = { name: 'pair', most: 10, seconds: 300 };
const account: Limit = { name: 'account', most: 60, seconds: 300 };
const source: Limit = { name: 'address', most: 300, seconds: 300 };

/** Who signs in with this e-mail and password; the same refusal whichever of the two is wrong. */
export async function checkPassword(
  input: Pick<SignInInput, 'email' | 'password'>,
  address = 'unknown',
): Promise<Result<{ personId: string; hasFactor: boolean }>> {
  const email = input.email.toLowerCase();
  const attempt: Attempt = [
    [pair, `${email} ${address}`],
    [account, email],
    [source, address],
  ];
  await countAttempt(attempt);
  const [found] = await door<{ person_id: string; password_hash: string; has_factor: boolean }>(
    'select * from app.credential($1)',
    [email],
  );
  const right = await verify(found?.password_hash ?? (await nobody), input.password);
  if (found && right) {
    await forgiveAttempt(attempt);
    return ok({ personId: found.person_id, hasFactor: found.has_factor });
  }
  return refused('sign_in.wrong');
}
