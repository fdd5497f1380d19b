import { sql } from 'drizzle-orm';
import { interactions, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach, inScope } from '~/core/scope.server';

/** The departments of those who met or reached an account, for the filter of its stream. */
export async function listDepartmentsOf(ctx: Context, accountId: string): Promise<{ id: number; name: string }[]> {
  const rows = await ctx.db.execute<{ id: number; name: string }>(sql`
    select distinct u.id, u.name from people p join units u on u.id = p.unit_id
    where p.id in (
      select owner_id from visits where account_id = ${accountId} and deleted_at is null
        and ${inReach(ctx, visits.tenantId)} and ${inScope(ctx, visits, visits.accountId)}
      union select owner_id from interactions where account_id = ${accountId} and deleted_at is null
        and ${inReach(ctx, interactions.tenantId)} and ${inScope(ctx, interactions, interactions.accountId)})
    order by u.name limit 50`);
  return [...rows].map(({ id, name }) => ({ id: Number(id), name }));
}
