import { and, eq } from 'drizzle-orm';
import { leadCards } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';
import type { Lead } from './lead.server';

const of = (lead: Pick<Lead, 'tenantId' | 'id'>) =>
  and(eq(leadCards.tenantId, lead.tenantId), eq(leadCards.leadId, lead.id));

export const hasCard = async (ctx: Context, lead: Pick<Lead, 'tenantId' | 'id'>) =>
  (await ctx.db.select({ id: leadCards.leadId }).from(leadCards).where(of(lead))).length > 0;

/** The photograph of a card that came with a lead, for who sees the lead. */
export async function getCard(ctx: Context, lead: Pick<Lead, 'tenantId' | 'id' | 'company'>) {
  const [card] = await ctx.db.select().from(leadCards).where(of(lead));
  if (!card) throw notFound();
  const { sha256, smallSha256 } = card;
  return { sha256, smallSha256, mime: 'image/jpeg', name: `${lead.company}.jpg` };
}
