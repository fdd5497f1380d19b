import { RateLimiterMemory } from 'rate-limiter-flexible';
import { door } from '~/core/db.server';
import { tooMany } from '~/core/refusals.server';
import { hashLink } from './deliver.server';

const misses = new RateLimiterMemory({ keyPrefix: 'end-mails', points: 30, duration: 600 });

/** Whether a link belongs to anybody; `isMeant` ends all mails to that person. */
export async function endMails(secret: string, isMeant: boolean, address = 'unknown'): Promise<boolean> {
  const missed = await misses.get(address);
  if (missed && missed.remainingPoints <= 0) throw tooMany(Math.ceil(missed.msBeforeNext / 1000));
  const isSecret = /^[\w-]{43}$/.test(secret);
  const [row] = isSecret
    ? await door<{ known: boolean }>('select app.end_mails($1, $2::text::boolean) as known', [
        hashLink(secret),
        String(isMeant),
      ])
    : [];
  if (!row?.known) await misses.penalty(address);
  return row?.known ?? false;
}
