import { and, eq, sql } from 'drizzle-orm';
import { accounts, opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { inScope } from '~/core/scope.server';

/**
 * The customer as bundles and promotions ask for it. What they hold is what is installed and what they bought: deals
 * that were won, before contracts were kept here, and the lines of quotes they accepted.
 */
export async function buyerOf(ctx: Context, { tenantId, accountId }: { tenantId: number; accountId: string }) {
  const [[account], held] = await Promise.all([
    ctx.db
      .select({
        enterpriseId: accounts.enterpriseId,
        industry: accounts.industry,
        grade: accounts.grade,
        regionCode: accounts.regionCode,
      })
      .from(accounts)
      .where(and(eq(accounts.tenantId, tenantId), eq(accounts.id, accountId))),
    ctx.db.execute<{ id: string }>(sql`
      select ${opportunities.offeringId} as id from ${opportunities}
      where ${opportunities.tenantId} = ${tenantId} and ${opportunities.accountId} = ${accountId}
        and ${opportunities.stageType} = 'won' and ${opportunities.offeringId} is not null
        and ${opportunities.deletedAt} is null and ${inScope(ctx, opportunities, opportunities.accountId)}
      union
      select l.offering_id from quotes q join quote_lines l on l.tenant_id = q.tenant_id and l.quote_id = q.id
      where q.tenant_id = ${tenantId} and q.account_id = ${accountId} and q.state = 'accepted'
      union
      select i.offering_id from installed_products i
      where i.tenant_id = ${tenantId} and i.account_id = ${accountId} and (i.until_on is null or i.until_on >= ${today(ctx.now)})
      limit 500`),
  ]);
  return {
    enterpriseId: account?.enterpriseId ?? null,
    industry: account?.industry ?? null,
    grade: account?.grade ?? null,
    regionCode: account?.regionCode ?? null,
    heldOfferingIds: [...held].map(({ id }) => id),
  };
}
export type Buying = Awaited<ReturnType<typeof buyerOf>>;
