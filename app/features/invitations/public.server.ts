import { RateLimiterMemory } from 'rate-limiter-flexible';
import { door } from '~/core/db.server';
import { tooMany } from '~/core/refusals.server';
import { hashLink } from '~/features/mail/deliver.server';
import type { AnswerInput } from './input';
import { type Answer, isSecret } from './rules';

// a secret cannot be guessed; who tries all the same is slowed down
const misses = new RateLimiterMemory({ keyPrefix: 'invitation', points: 30, duration: 600 });

async function known<T>(secret: string, address: string, ask: (hash: string) => Promise<T | null>): Promise<T | null> {
  const missed = await misses.get(address);
  if (missed && missed.remainingPoints <= 0) throw tooMany(Math.ceil(missed.msBeforeNext / 1000));
  const found = isSecret(secret) ? await ask(hashLink(secret)) : null;
  if (found === null) await misses.penalty(address);
  return found;
}

type Row = {
  title: string;
  place: string | null;
  starts_at: string;
  minutes: number;
  sequence: number;
  organiser: string;
  company: string;
  guest: string;
  is_off: boolean;
  answer: Answer | null;
};

/** What the holder of a secret is shown; null alike for a wrong one and for a visit that is over. Reading answers nothing. */
export const findInvitation = (secret: string, address = 'unknown') =>
  known(secret, address, async (hash) => {
    const [row] = await door<Row>('select * from app.invitation($1)', [hash]);
    if (!row) return null;
    const { title, place, minutes, sequence, organiser, company, guest, answer } = row;
    const startsAt = new Date(row.starts_at);
    const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
    return { title, place, startsAt, endsAt, sequence, organiser, company, guest, isOff: row.is_off, answer };
  });

export type Answered = 'done' | 'changed' | 'closed';

/** Answers; `changed` when the time has moved since the page was looked at. */
export const answerInvitation = (secret: string, input: AnswerInput, address = 'unknown') =>
  known<Answered>(secret, address, async (hash) => {
    const [row] = await door<{ said: Answered }>('select app.answer_invitation($1, $2, $3::text::integer) as said', [
      hash,
      input.answer,
      String(input.sequence),
    ]);
    if (row?.said === 'done') await door("select jobs.enqueue('notices.pass_on', '{}'::jsonb, 'notices.pass_on')");
    return row?.said ?? null;
  });
