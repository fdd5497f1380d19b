import { and, eq, sql } from 'drizzle-orm';
import { competitors, opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach, inScope } from '~/core/scope.server';
import { textArray } from '~/features/accounts/queries.server';

/** What a file tells of deals beyond the list, by their ids. */
export async function factsOf(ctx: Context, ids: string[]) {
  if (!ids.length) return new Map();
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
export type Facts = Awaited<ReturnType<typeof factsOf>> extends Map<string, infer F> ? F : never;
