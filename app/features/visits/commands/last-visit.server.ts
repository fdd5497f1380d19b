import { and, eq, isNull, sql } from 'drizzle-orm';
import { accounts, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { VisitRow } from './row.server';

/** After a visit went away or came back: the account's last visit is the last one that is still there. */
export const countLastVisit = (ctx: Context, { tenantId, accountId }: Pick<VisitRow, 'tenantId' | 'accountId'>) =>
  ctx.db
    .update(accounts)
    .set({
      lastVisitedAt: sql`(select max(coalesce(${visits.endedAt}, ${visits.plannedAt})) from ${visits}
        where ${and(
          eq(visits.tenantId, tenantId),
          eq(visits.accountId, accountId),
          eq(visits.status, 'completed'),
          isNull(visits.deletedAt),
        )})`,
    })
    .where(and(eq(accounts.tenantId, tenantId), eq(accounts.id, accountId)));
