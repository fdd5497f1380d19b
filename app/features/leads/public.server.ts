import { RateLimiterMemory } from 'rate-limiter-flexible';
import { door } from '~/core/db.server';
import { tooMany } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { readLead } from './commands/receive.server';
import type { EnquiryInput } from './input';

const misses = new RateLimiterMemory({ keyPrefix: 'enquiry-miss', points: 30, duration: 600 });
const ofAddress = new RateLimiterMemory({ keyPrefix: 'enquiry', points: 8, duration: 600 });
const ofForm = new RateLimiterMemory({ keyPrefix: 'enquiry-form', points: 120, duration: 600 });

export const isToken = (text: string) => /^[\w-]{16,43}$/.test(text);

/** What a public form says of itself; null alike for a wrong and a revoked token. */
export async function findEnquiryForm(token: string, address = 'unknown') {
  const missed = await misses.get(address);
  if (missed && missed.remainingPoints <= 0) throw tooMany(Math.ceil(missed.msBeforeNext / 1000));
  const [form] = isToken(token)
    ? await door<{ company: string; name: string }>('select * from app.enquiry_form($1)', [token])
    : [];
  if (!form) await misses.penalty(address);
  return form ?? null;
}

async function limit(limiter: RateLimiterMemory, key: string) {
  const state = await limiter.penalty(key);
  if (state.remainingPoints <= 0 && state.consumedPoints > limiter.points)
    throw tooMany(Math.ceil(state.msBeforeNext / 1000));
}

/** Takes an enquiry; false when there is no such form. Whoever filled in what people do not see is thanked and forgotten. */
export async function enquire(
  token: string,
  { id, website, ...said }: EnquiryInput,
  now: Date,
  address = 'unknown',
): Promise<Result<boolean>> {
  if (!(await findEnquiryForm(token, address))) return ok(false);
  await limit(ofAddress, address);
  await limit(ofForm, token);
  const lead = readLead(said);
  if (!lead.ok) return lead;
  if (website) return ok(true);
  const { given, reading, digits } = lead.value;
  const [row] = await door<{ done: boolean }>(
    'select app.enquire($1, $2::uuid, $3::text::jsonb, $4, $5, $6::timestamptz) as done',
    [token, id, given, reading, digits, now.toISOString()],
  );
  return ok(row?.done === true);
}
