import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { textArray } from '~/features/accounts/queries.server';

/** After visits went away or came back: an account's last visit is the last one that is still there. */
export const countLastVisits = (ctx: Context, tenantId: number, accountIds: string[]) =>
  ctx.db.execute(sql`
    update accounts a set last_visited_at = (
      select max(coalesce(v.ended_at, v.planned_at)) from visits v
      where v.tenant_id = a.tenant_id and v.account_id = a.id and v.status = 'completed' and v.deleted_at is null)
    where a.tenant_id = ${tenantId} and a.id = any(${textArray(accountIds)}::uuid[])`);
