import { RateLimiterMemory } from 'rate-limiter-flexible';
import { door } from '~/core/db.server';
import { tooMany } from '~/core/refusals.server';
import { confirmedReason } from '~/features/visits/confidence';
import { hashCode } from './hash.server';
import type { ConfirmInput } from './input';
import { isCode } from './rules';

// Six digits are a million: who guesses has ten tries, and all who guess together so few that none is likely to hit.
// The long code of the picture cannot be guessed and is let through while the digits are closed.
const guessesOfOne = new RateLimiterMemory({ keyPrefix: 'confirm', points: 10, duration: 600 });
const guessesOfAll = new RateLimiterMemory({ keyPrefix: 'confirm-all', points: 300, duration: 600 });

const limitsOf = (code: string, address: string) =>
  code.length === 6
    ? ([
        [guessesOfOne, address],
        [guessesOfAll, 'all'],
      ] as const)
    : ([[guessesOfOne, `long ${address}`]] as const);

async function limited<T>(code: string, address: string, ask: () => Promise<T | null>): Promise<T | null> {
  if (!isCode(code)) return null;
  for (const [limiter, key] of limitsOf(code, address)) {
    const used = await limiter.get(key);
    if (used && used.remainingPoints <= 0) throw tooMany(Math.ceil(used.msBeforeNext / 1000));
  }
  const found = await ask();
  if (found === null) for (const [limiter, key] of limitsOf(code, address)) await limiter.penalty(key);
  return found;
}

type Shown = { visitor: string; company: string; metAt: Date };

/** What the holder of a code is told; null alike for a wrong, an old and a used one. */
export const findConfirmation = (code: string, address = 'unknown'): Promise<Shown | null> =>
  limited(code, address, async () => {
    const [row] = await door<{ visitor: string; company: string; met_at: string }>(
      'select * from app.confirmation($1)',
      [hashCode(code)],
    );
    return row ? { visitor: row.visitor, company: row.company, metAt: new Date(row.met_at) } : null;
  });

/** Confirms, once; false when the code is not, or no longer, good. */
export async function confirmVisit(code: string, input: ConfirmInput, address = 'unknown'): Promise<boolean> {
  const done = await limited(code, address, async () => {
    const [row] = await door<{ done: boolean }>(
      'select app.confirm_visit($1, $2::text::integer, $3, $4::text::jsonb) as done',
      [hashCode(code), String(input.rating), input.comment, JSON.stringify(confirmedReason)],
    );
    return row?.done || null;
  });
  return done === true;
}
