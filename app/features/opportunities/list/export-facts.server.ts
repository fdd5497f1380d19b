import { and, eq, sql } from 'drizzle-orm';
import { competitors, opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach, inScope } from '~/core/scope.server';
import { textArray } from '~/features/accounts/queries.server';
import type { CloseReason } from '../rules';

/** What a file tells of a deal beyond the list. */
export type Facts = {
  id: string;
  oneOffFen: number;
  monthlyFen: number;
  months: number;
  closeReason: CloseReason | null;
  competitor: string | null;
};

export async function factsOf(ctx: Context, ids: string[]): Promise<Map<string, Facts>> {
  const rows = await ctx.db
    .select({
      id: opportunities.id,
      oneOffFen: opportunities.oneOffFen,
      monthlyFen: opportunities.monthlyFen,
      months: opportunities.months,
      closeReason: opportunities.closeReason,
      competitor: competitors.name,
    })
    .from(opportunities)
    .leftJoin(competitors, eq(competitors.id, opportunities.competitorId))
    .where(
      and(
        sql`${opportunities.id} = any(${textArray(ids)}::uuid[])`,
        inReach(ctx, opportunities.tenantId),
        inScope(ctx, opportunities, opportunities.accountId),
      ),
    );
  return new Map(rows.map((row) => [row.id, row]));
}
