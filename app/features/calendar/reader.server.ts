import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { findActorById } from '~/core/actor.server';
import { type Context, contextFor } from '~/core/context.server';
import { door } from '~/core/db.server';
import { notFound, tooMany } from '~/core/refusals.server';
import type { Role } from '~/features/people/rules';
import { hashSecret } from './secret.server';

// programs ask every few minutes, an office does so from one address; guesses cost far more than they can find
const reads = new RateLimiterMemory({ keyPrefix: 'feed', points: 30, duration: 300 });
const misses = new RateLimiterMemory({ keyPrefix: 'feed-miss', points: 20, duration: 300 });

const retryIn = (used: RateLimiterRes) => Math.ceil(used.msBeforeNext / 1000);

type FeedRow = { person_id: string; role: Role; shows_details: boolean; locale: 'zh-CN' | 'en' };

/** Who a calendar address belongs to, with the rights that person has now; one that is void or never was answers 404. */
export async function readerOf(
  file: string,
  address = 'unknown',
): Promise<{ ctx: Context; showsDetails: boolean; locale: 'zh-CN' | 'en' }> {
  const missed = await misses.get(address);
  if (missed && missed.remainingPoints <= 0) throw tooMany(retryIn(missed));
  const secret = /^([\w-]{43})\.ics$/.exec(file)?.[1];
  const hash = secret ? hashSecret(secret) : null;
  const [feed] = hash ? await door<FeedRow>('select * from app.calendar_feed($1)', [hash]) : [];
  const actor = feed ? await findActorById(feed.person_id, feed.role) : null;
  if (!feed || !actor || !hash) {
    await misses.penalty(address);
    throw notFound();
  }
  await reads.consume(hash).catch((used: RateLimiterRes) => {
    throw tooMany(retryIn(used));
  });
  return { ctx: contextFor(actor), showsDetails: feed.shows_details, locale: feed.locale };
}
