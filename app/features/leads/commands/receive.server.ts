import { sql } from 'drizzle-orm';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type * as z from 'zod';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { Permission } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { parsePhone } from '~/core/phone-number.server';
import { searchText } from '~/core/pinyin.server';
import { tooMany } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { nameCore } from '~/features/accounts/name-core';
import type { knownInput, ReferralInput, SentLead } from '../input';
import type { LeadSource } from '../rules';

/** Nobody meets so many companies: who gives more tries out whom we know. */
const given = new RateLimiterMemory({ keyPrefix: 'referrals', points: 20, duration: 3600 });
const asked = new RateLimiterMemory({ keyPrefix: 'referrals-asked', points: 30, duration: 3600 });

/** The photograph of a business card, on disk already. */
export type Card = { sha256: string; smallSha256: string };

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
export async function referLead(ctx: Context, { id, ...said }: ReferralInput, card?: Card | null): Promise<Received> {
  const used = await given.consume(ctx.actor.personId).catch(() => null); // it rejects with the state of the limit
  if (!used) throw tooMany(3600);
  const source = ctx.actor.role === 'partner_agent' ? 'partner' : 'employee';
  return inTransaction(ctx, async (ctx) => {
    const received = await receive(ctx, 'lead.refer', id, { ...said, source });
    if (received.ok && card)
      await ctx.db.execute(
        sql`select app.add_lead_card(${received.value.id}::uuid, ${card.sha256}, ${card.smallSha256}, ${ctx.now.toISOString()}::timestamptz)`,
      );
    return received;
  });
}

/** Whether this would be of a customer served or told of already; null when somebody asks too often. */
export async function isReferralKnown(ctx: Context, said: z.output<typeof knownInput>): Promise<boolean | null> {
  requirePermission(ctx.actor, 'lead.refer');
  const lead = readLead({ ...said, contactName: '', need: '' });
  if (!lead.ok || !(await asked.consume(ctx.actor.personId).catch(() => null))) return null;
  const { reading, digits } = lead.value;
  const [row] = await ctx.db.execute<{ known: boolean }>(
    sql`select app.referral_known(${reading}, ${digits}) as known`,
  );
  return row?.known === true;
}

/** Somebody who sells writes one down. */
export const createLead = (ctx: Context, { id, ...said }: Said & { id: string }) =>
  receive(ctx, 'lead.create', id, said);

/** A program sends one under its own key. */
export const sendLead = (ctx: Context, said: SentLead) =>
  receive(ctx, 'lead.create', newId(), { ...said, source: 'api' });
