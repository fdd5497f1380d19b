import { RateLimiterMemory } from 'rate-limiter-flexible';
import { today } from '~/core/dates';
import { door } from '~/core/db.server';
import { tooMany } from '~/core/refusals.server';
import { readNumber, type VerifiedState, verifiedState } from './rules';

// numbers are drawn by chance; whoever tries them through all the same is slowed down, and so is who asks without end
const misses = new RateLimiterMemory({ keyPrefix: 'verify-miss', points: 20, duration: 600 });
const asked = new RateLimiterMemory({ keyPrefix: 'verify', points: 120, duration: 600 });

export type Verified = {
  person: string;
  name: string;
  nameEn: string | null;
  level: number;
  validUntil: string | null;
  state: VerifiedState;
};

type Row = {
  person: string;
  name: string;
  name_en: string | null;
  level: number;
  valid_until: string | null;
  is_revoked: boolean;
  has_left: boolean;
};

/** What a stranger may know of a certificate by its number; null when there is none. */
export async function verifyCertificate(typed: string, address: string, now: Date): Promise<Verified | null> {
  const missed = await misses.get(address);
  if (missed && missed.remainingPoints <= 0) throw tooMany(Math.ceil(missed.msBeforeNext / 1000));
  const spent = await asked.penalty(address);
  if (spent.remainingPoints <= 0) throw tooMany(Math.ceil(spent.msBeforeNext / 1000));
  const number = readNumber(typed);
  const [row] = number ? await door<Row>('select * from app.verify_certificate($1)', [number]) : [];
  if (!row) {
    await misses.penalty(address);
    return null;
  }
  const seen = { validUntil: row.valid_until, isRevoked: row.is_revoked, hasLeft: row.has_left };
  return {
    ...{ person: row.person, name: row.name, nameEn: row.name_en, level: row.level },
    ...{ validUntil: row.valid_until, state: verifiedState(seen, today(now)) },
  };
}
