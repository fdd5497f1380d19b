import { and, eq } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { Opportunity } from '../opportunities/queries.server';
import { recordsHere } from './records.server';

/** The whole deal, for the commands that change one. */
export async function lockDeal(ctx: Context, tenantId: number, id: string): Promise<Opportunity | null> {
  const [deal] = await ctx.db
    .select()
    .from(opportunities)
    .where(and(recordsHere(ctx, 'opportunity', tenantId), eq(opportunities.id, id)))
    .for('update');
  return deal ?? null;
}
