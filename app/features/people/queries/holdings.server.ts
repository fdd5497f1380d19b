import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { accounts, assignments, commitments, opportunities, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { countCap } from '~/core/paging';
import { inScope } from '~/core/scope.server';

type Owned = PgTable & { tenantId: PgColumn; id: PgColumn; unitId: PgColumn; ownerId: PgColumn };

/** What a person still holds, as far as the asker sees it; each count stops at the cap. */
export async function countHoldings(ctx: Context, personId: string) {
  const count = async (table: Owned, account: PgColumn, ...where: (SQL | undefined)[]) => {
    const [row] = await ctx.db.select({ n: sql<number>`count(*)::int` }).from(
      ctx.db
        .select({ one: sql`1`.as('one') })
        .from(table)
        .where(and(eq(table.ownerId, personId), inScope(ctx, table, account), ...where))
        .limit(countCap + 1)
        .as('capped'),
    );
    return row?.n ?? 0;
  };
  const [accountCount, teamCount, opportunityCount, visitCount, commitmentCount] = await Promise.all([
    count(accounts, accounts.id, isNull(accounts.deletedAt)),
    count(assignments, assignments.accountId, sql`${assignments.during} @> ${today(ctx.now)}::date`),
    count(
      opportunities,
      opportunities.accountId,
      isNull(opportunities.deletedAt),
      inArray(opportunities.stageType, ['open', 'on_hold']),
    ),
    count(visits, visits.accountId, isNull(visits.deletedAt), inArray(visits.status, ['planned', 'in_progress'])),
    count(commitments, commitments.accountId, isNull(commitments.deletedAt), eq(commitments.state, 'open')),
  ]);
  return {
    accounts: accountCount,
    assignments: teamCount,
    opportunities: opportunityCount,
    visits: visitCount,
    commitments: commitmentCount,
  };
}
export type Holdings = Awaited<ReturnType<typeof countHoldings>>;
