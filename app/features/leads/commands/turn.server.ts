import { and, eq, isNull, sql } from 'drizzle-orm';
import { leads, leadTurns } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { enqueue } from '~/core/jobs.server';
import type { Subject } from '~/core/journal.server';
import type { Refused } from '~/core/result';
import { stale } from '~/features/people/history.server';
import type { Lead } from '../queries/lead.server';
import type { TurnOutcome, TurnWay } from '../rules';

export const subjectOf = (lead: Pick<Lead, 'id' | 'tenantId' | 'unitId' | 'holderId'>): Subject => ({
  kind: 'lead',
  id: lead.id,
  tenantId: lead.tenantId,
  unitId: lead.unitId,
  ownerId: lead.holderId,
});

/** Writes the new values with the next version. */
export async function save(ctx: Context, lead: Lead, values: Partial<Lead>) {
  await ctx.db
    .update(leads)
    .set({ ...values, updatedAt: ctx.now, version: lead.version + 1 })
    .where(and(eq(leads.tenantId, lead.tenantId), eq(leads.id, lead.id)));
}

/** Null while the person has seen the newest version; else who changed what since. */
export const staleness = async (ctx: Context, lead: Lead, version: number): Promise<Refused | null> =>
  lead.version === version ? null : stale(ctx, lead.id);

export async function endTurn(ctx: Context, lead: Lead, outcome: TurnOutcome) {
  await ctx.db
    .update(leadTurns)
    .set({ endedAt: ctx.now, outcome })
    .where(and(eq(leadTurns.tenantId, lead.tenantId), eq(leadTurns.leadId, lead.id), isNull(leadTurns.endedAt)));
}

/** Once the lead is theirs. */
export async function beginTurn(ctx: Context, lead: Lead, personId: string, way: TurnWay) {
  await ctx.db
    .insert(leadTurns)
    .values({ tenantId: lead.tenantId, id: newId(), leadId: lead.id, personId, way, startedAt: ctx.now });
}

export const passOn = (ctx: Context) => enqueue(ctx, 'notices.pass_on', {}, 'notices.pass_on');

/** Tells who gave the lead how far it has come; by who has it. */
export async function tellReferrer(ctx: Context, lead: Lead, step: 'accepted' | 'visiting' | 'over') {
  if (!lead.referrerId) return;
  await ctx.db.execute(
    sql`select app.tell_referrer(${lead.tenantId}::integer, ${lead.id}::uuid, ${step}, ${ctx.now.toISOString()}::timestamptz)`,
  );
  await passOn(ctx);
}
