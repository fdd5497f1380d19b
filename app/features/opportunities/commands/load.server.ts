import { and, eq, isNull } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import type { Subject } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { stale } from '../../people/history.server';
import { type Opportunity, opportunityHere } from '../queries.server';

/** The opportunity for a command that changes it: nobody else does meanwhile. */
export async function lockOpportunity(ctx: Context, id: string, deleted = false): Promise<Opportunity> {
  const alive = deleted ? undefined : isNull(opportunities.deletedAt);
  const [row] = isId(id)
    ? await ctx.db
        .select()
        .from(opportunities)
        .where(and(opportunityHere(ctx, id), alive))
        .for('update')
    : [];
  if (!row) throw notFound();
  return row;
}

type Changed = Partial<typeof opportunities.$inferInsert>;

/** Writes the new values with the next version. */
export async function save(ctx: Context, row: Opportunity, values: Changed) {
  await ctx.db
    .update(opportunities)
    .set({ ...values, updatedAt: ctx.now, version: row.version + 1 })
    .where(and(eq(opportunities.tenantId, row.tenantId), eq(opportunities.id, row.id)));
}

export const subjectOf = (row: Pick<Opportunity, 'id' | 'tenantId' | 'unitId' | 'ownerId' | 'accountId'>): Subject => ({
  kind: 'opportunity',
  id: row.id,
  tenantId: row.tenantId,
  unitId: row.unitId,
  ownerId: row.ownerId,
  accountId: row.accountId,
});

/** Null while the person has seen the newest version; else who changed what since. */
export const staleness = async (ctx: Context, row: Opportunity, version: number): Promise<Refused | null> =>
  row.version === version ? null : stale(ctx, row.id);
