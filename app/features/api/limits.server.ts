import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { env } from '~/core/env.server';
import { Refusal } from './problem.server';

const seconds = 60;
const used = new RateLimiterMemory({ keyPrefix: 'api', points: env.API_PER_MINUTE, duration: seconds });
const policy = { 'RateLimit-Policy': `"token";q=${env.API_PER_MINUTE};w=${seconds}` };

const left = ({ remainingPoints, msBeforeNext }: RateLimiterRes) => ({
  ...policy,
  RateLimit: `"token";r=${remainingPoints};t=${Math.ceil(msBeforeNext / 1000)}`,
});

/** Counts a request of this token; the headers tell what is left. Beyond the limit it is refused with the time to wait. */
export async function countRequest(tokenId: string): Promise<Record<string, string>> {
  try {
    return left(await used.consume(tokenId));
  } catch (state) {
    if (!(state instanceof RateLimiterRes)) throw state; // it rejects with the state of the limit
    const wait = String(Math.ceil(state.msBeforeNext / 1000));
    throw new Refusal(429, 'too_many', { headers: { ...left(state), 'Retry-After': wait } });
  }
}
