import { createHash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { door } from '~/core/db.server';
import { tooMany } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { hashPassword } from '~/features/people/sign-in.server';
import { refuseKnown } from './known-passwords.server';

const asking = new RateLimiterMemory({ keyPrefix: 'recovery', points: 10, duration: 900 });
const misses = new RateLimiterMemory({ keyPrefix: 'recovery-miss', points: 30, duration: 600 });

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Asks for a link. Whether there is such a person is found out later, by a job: the answer and its time are the same. */
export async function askRecovery(email: string, address = 'unknown') {
  const asked = await asking.get(address);
  if (asked && asked.remainingPoints <= 0) throw tooMany(Math.ceil(asked.msBeforeNext / 1000));
  await asking.penalty(address);
  const typed = email.toLowerCase();
  await door("select jobs.enqueue('access.recover', $1::text::jsonb, $2)", [
    JSON.stringify({ email: typed }),
    `recover:${hash(typed)}`,
  ]);
}

/** Whose password a link may set; null when it was used, is too old or never was. */
export async function findRecovery(secret: string, address = 'unknown') {
  const missed = await misses.get(address);
  if (missed && missed.remainingPoints <= 0) throw tooMany(Math.ceil(missed.msBeforeNext / 1000));
  const [row] = /^[\w-]{43}$/.test(secret)
    ? await door<{ email: string; name: string }>('select * from app.recovery($1)', [hash(secret)])
    : [];
  if (!row) await misses.penalty(address);
  return row ?? null;
}

/** Sets the password once; every session of the person ends, and the second step stays as it is. */
export async function finishRecovery(secret: string, password: string, address?: string): Promise<Result<null>> {
  const who = await findRecovery(secret, address);
  if (!who) return refused('access.link_over');
  const known = await refuseKnown(password, [who.email, who.name]);
  if (known) return known;
  const [row] = await door<{ done: boolean }>('select app.finish_recovery($1, $2) as done', [
    hash(secret),
    await hashPassword(password),
  ]);
  return row?.done ? ok(null) : refused('access.link_over');
}
