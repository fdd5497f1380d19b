import { RateLimiterMemory } from 'rate-limiter-flexible';
import { tooMany } from '~/core/refusals.server';

// Six digits are few: an hour allows a person's guesser thirty. A recovery code cannot be guessed, so it stays a way in
// while somebody who knows the password tries digits; whoever sits at one address is slowed down for either.
const digits = new RateLimiterMemory({ keyPrefix: 'digits', points: 30, duration: 3600 });
const pair = new RateLimiterMemory({ keyPrefix: 'code', points: 8, duration: 300 });

const limits = (personId: string, address: string, isDigits: boolean) =>
  [[pair, `${personId} ${address}`] as const, ...(isDigits ? [[digits, personId] as const] : [])] as const;

/** Throws 429 when too many codes were wrong lately. */
export async function guardCodes(personId: string, address: string, isDigits: boolean) {
  for (const [limiter, key] of limits(personId, address, isDigits)) {
    const used = await limiter.get(key);
    if (used && used.remainingPoints <= 0) throw tooMany(Math.ceil(used.msBeforeNext / 1000));
  }
}

export async function countWrongCode(personId: string, address: string, isDigits: boolean) {
  for (const [limiter, key] of limits(personId, address, isDigits)) await limiter.penalty(key);
}

export async function forgetWrongCodes(personId: string, address: string) {
  await pair.delete(`${personId} ${address}`);
}
