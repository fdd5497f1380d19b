import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { codeCount, codeLetters } from './rules';

// what every authenticator knows
const usual = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

export const newSecret = () => new Secret({ size: 20 }).base32;

/** The address behind the code an authenticator scans. */
export const authenticatorAddress = (secret: string, email: string, issuer: string) =>
  new TOTP({ ...usual, issuer, label: email, secret }).toString();

/** The time step a code belongs to, now or one beside it; null when it is of none. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const totp = new TOTP({ ...usual, secret });
  const timestamp = now.getTime();
  const aside = totp.validate({ token: code, timestamp, window: 1 });
  return aside === null ? null : totp.counter({ timestamp }) + aside;
}

export const newRecoveryCodes = () =>
  Array.from({ length: codeCount }, () =>
    Array.from({ length: 12 }, () => codeLetters[randomInt(codeLetters.length)]).join(''),
  );
