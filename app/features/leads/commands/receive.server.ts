import { sql } from 'drizzle-orm';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { Permission } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { parsePhone } from '~/core/phone-number.server';
import { searchText } from '~/core/pinyin.server';
import { tooMany } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { nameCore } from '~/features/accounts/name-core';
import type { ReferralInput, SentLead } from '../input';
import type { LeadSource } from '../rules';

/** Nobody meets so many companies: who gives more tries out whom we know. */
const given = new RateLimiterMemory({ keyPrefix: 'referrals', points: 20, duration: 3600 });

type Said = Omit<ReferralInput, 'id'> & Partial<SentLead> & { source: LeadSource };
export type Received = Result<{ id: string; isNew: boolean; isKnown: boolean }>;

/** What a lead is stored as, and what it is recognised by. */
export function readLead(said: Omit<Said, 'source'> & { source?: LeadSource }) {
  const phone = parsePhone(said.phone);
  if (!phone) return refused('invalid', { fields: { phone: 'lead.phone_invalid' } });
  const core = nameCore(said.company);
  return ok({
    given: JSON.stringify({ ...said, phone: phone.display }),
    reading: core ? searchText({ name: core }).pinyin || null : null,
    digits: phone.display.replace(/\D/g, ''),
    phone: phone.display,
  });
}

function receive(ctx: Context, permission: Permission, id: string, said: Said): Promise<Received> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, permission);
    const lead = readLead(said);
    if (!lead.ok) return lead;
    const { reading, digits } = lead.value;
    // the function writes the journal too: who gives a lead may not read it any more
    const rows = await ctx.db.execute<{ lead_id: string; is_new: boolean; is_known: boolean }>(sql`
      select * from app.add_lead(${id}::uuid, ${lead.value.given}::jsonb, ${reading}, ${digits}, ${ctx.now.toISOString()}::timestamptz)`);
    const [row] = [...rows];
    if (!row) return refused('invalid', { fields: { externalKey: 'lead.key_taken' } });
    return ok({ id: row.lead_id, isNew: row.is_new, isKnown: row.is_known });
  });
}

/** A colleague or a partner tells of a company. Sent twice, it is there once. */
export async function referLead(ctx: Context, { id, ...said }: ReferralInput): Promise<Received> {
  const used = await given.consume(ctx.actor.personId).catch(() => null); // it rejects with the state of the limit
  if (!used) throw tooMany(3600);
  return receive(ctx, 'lead.refer', id, {
    ...said,
    source: ctx.actor.role === 'partner_agent' ? 'partner' : 'employee',
  });
}

/** Somebody who sells writes one down. */
export const createLead = (ctx: Context, { id, ...said }: Said & { id: string }) =>
  receive(ctx, 'lead.create', id, said);

/** A program sends one under its own key. */
export const sendLead = (ctx: Context, said: SentLead) =>
  receive(ctx, 'lead.create', newId(), { ...said, source: 'api' });
