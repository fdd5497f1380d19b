import { countAttempt, forgiveAttempt } from '~/core/attempts.server';
import type { Db } from '~/core/db.server';
import { refused } from '~/core/result';
import { codeAttempt } from './limits.server';
import { readRecoveryCode, readTimeCode } from './rules';
import { hashCode, unseal } from './seal.server';
import { stepOf } from './totp.server';

/** What a code that fits is taken as: the step of the authenticator, or the hash of a recovery code. */
export type Taken = { step: number } | { code: string };

export const wrongCode = refused('invalid', { fields: { code: 'access.code_wrong' } });

type Factor = { personId: string; sealed: string };
/** `db`: of the command under way, if there is one. */
type Asked = { typed: string; address: string; now: Date; db?: Db };

/**
 * Judges what was typed and lets `take` use it up, which says no when it was used before. Each is counted before it is
 * judged, and forgiven when it was right.
 */
export async function tryCode<T>(
  { personId, sealed }: Factor,
  { typed, address, now, db }: Asked,
  take: (taken: Taken) => Promise<T | null>,
): Promise<T | null> {
  const digits = readTimeCode(typed);
  const attempt = codeAttempt(personId, address, digits !== null);
  await countAttempt(attempt, db);
  const taken = takenFrom(sealed, personId, digits, typed, now);
  const done = taken && (await take(taken));
  if (done !== null) await forgiveAttempt(attempt, db);
  return done;
}

function takenFrom(sealed: string, personId: string, digits: string | null, typed: string, now: Date): Taken | null {
  if (digits !== null) {
    const secret = unseal(sealed, personId);
    const step = secret === null ? null : stepOf(secret, digits, now);
    return step === null ? null : { step };
  }
  const code = readRecoveryCode(typed);
  return code === null ? null : { code: hashCode(code, personId) };
}
