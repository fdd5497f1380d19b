import { and, count, inArray, isNull } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';
import { gradeWeight } from '../rules';

/** What each person carries now, in shares of a grade C customer. */
export async function listLoads(ctx: Context, personIds: string[]): Promise<Map<string, number>> {
  const loads = new Map<string, number>();
  if (!personIds.length) return loads;
  const rows = await ctx.db
    .select({ ownerId: accounts.ownerId, grade: accounts.grade, n: count() })
    .from(accounts)
    .where(and(inArray(accounts.ownerId, personIds), isNull(accounts.deletedAt), inScope(ctx, accounts, accounts.id)))
    .groupBy(accounts.ownerId, accounts.grade);
  for (const { ownerId, grade, n } of rows)
    loads.set(ownerId, (loads.get(ownerId) ?? 0) + n * (gradeWeight[grade] ?? 1));
  return loads;
}
