import { sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { inScope } from '~/core/scope.server';
import { escapeLike } from '~/core/search-terms';

export type EnterpriseRow = {
  id: string;
  name: string;
  industry: string | null;
  branches: number;
  monthlyRevenueFen: number;
};

/** Groups with accounts of mine below them, by name; each with what of it I see. */
export async function listEnterprises(ctx: Context, q: string | null, after: string | null, limit = pageSize) {
  const cursor = readCursor(after);
  const text = q && escapeLike(q.trim());
  const rows = await ctx.db.execute<Record<string, string | number | null>>(sql`
    select e.id, e.name, e.industry, x.n, x.fen from enterprises e
    join lateral (select count(*)::int as n, sum(a.monthly_revenue_fen)::bigint as fen
      from (select * from accounts where ${inScope(ctx, accounts, accounts.id)}) a
      where a.enterprise_id = e.id and a.deleted_at is null) x on x.n > 0
    where ${text ? sql`e.name like ${`%${text}%`}` : sql`true`}
    and ${cursor ? sql`(e.name, e.id) > (${String(cursor.value)}, ${cursor.id}::uuid)` : sql`true`}
    order by e.name, e.id limit ${limit + 1}`);
  const page = [...rows].slice(0, limit).map(
    (row): EnterpriseRow => ({
      id: String(row.id),
      name: String(row.name),
      industry: row.industry as string | null,
      branches: Number(row.n),
      monthlyRevenueFen: Number(row.fen ?? 0),
    }),
  );
  const last = page.at(-1);
  return { rows: page, after: rows.length > limit && last ? writeCursor({ value: last.name, id: last.id }) : null };
}

/** For pickers: groups whose name contains `q`, but no doubles that have become part of another. */
export async function listEnterpriseOptions(ctx: Context, q = '') {
  const text = escapeLike(q.trim());
  const rows = await ctx.db.execute<{ id: string; name: string }>(
    sql`select id, name from enterprises where merged_into_id is null and name like ${`%${text}%`} order by name limit 20`,
  );
  return [...rows];
}
