import { opportunityChanges } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { Opportunity } from '../queries.server';

type Change = Omit<
  typeof opportunityChanges.$inferInsert,
  'tenantId' | 'id' | 'unitId' | 'ownerId' | 'accountId' | 'opportunityId' | 'at' | 'byId' | 'createdAt'
>;
type Whose = Pick<Opportunity, 'id' | 'tenantId' | 'unitId' | 'ownerId' | 'accountId'> & { totalFen?: number };

/** Adds to the stage history, which the review reads: each change with what the deal was worth then. */
export async function writeChanges(ctx: Context, row: Whose, changes: Change[]) {
  if (!changes.length) return;
  await ctx.db.insert(opportunityChanges).values(
    changes.map((change) => ({
      tenantId: row.tenantId,
      id: newId(),
      unitId: row.unitId,
      ownerId: row.ownerId,
      accountId: row.accountId,
      opportunityId: row.id,
      at: ctx.now,
      byId: ctx.actor.personId,
      toTotalFen: row.totalFen,
      ...change,
    })),
  );
}
