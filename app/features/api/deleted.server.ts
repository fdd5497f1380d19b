import { and, asc, isNotNull, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import * as z from 'zod';
import type { Context } from '~/core/context.server';
import { cutPage } from '~/core/order.server';
import { readCursor } from '~/core/paging';
import { inReach, inScope, type Scoped } from '~/core/scope.server';
import { instant, uuid } from './shapes';

/** A table whose rows go into the recycle bin, and the column that names the account there. */
export type Binned = { table: Scoped & { deletedAt: PgColumn }; account: PgColumn };

export const tombstone = z.object({ id: uuid, deletedAt: instant });

export type DeletedAsk = { since: Date; after: string | null; limit: number };

/** What was deleted at this instant or later and would be in sight, the first one first: no more than that it is gone. */
export async function listDeleted(ctx: Context, { table, account }: Binned, { since, after, limit }: DeletedAsk) {
  const { tenantId, id, deletedAt } = table;
  const cursor = readCursor(after);
  const past = cursor
    ? sql`(${deletedAt}, ${id}) > (${String(cursor.value)}::timestamptz, ${cursor.id}::uuid)`
    : undefined;
  const found = await ctx.db
    .select({ id: sql<string>`${id}`, deletedAt: sql<string>`${deletedAt}`, exact: sql<string>`${deletedAt}::text` })
    .from(table)
    .where(
      and(
        isNotNull(deletedAt),
        sql`${deletedAt} >= ${since.toISOString()}::timestamptz`,
        inReach(ctx, tenantId),
        inScope(ctx, table, account),
        past,
      ),
    )
    .orderBy(asc(deletedAt), asc(id))
    .limit(limit + 1);
  return cutPage(found, limit);
}
