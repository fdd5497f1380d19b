import { sql } from 'drizzle-orm';
import { accounts, opportunities, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { escapeLike } from '~/core/search-terms';
import type { Grade } from '../rules';

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

export type Branch = {
  id: string;
  parentId: string | null;
  name: string;
  grade: Grade;
  tenantName: string | null;
  ownerName: string | null;
  monthlyRevenueFen: number | null;
  lastVisitedAt: string | null;
  openCount: number;
  openFen: number;
  visits90: number;
  /** Product lines with an open or won opportunity: what is worth more wins. */
  lines: Record<string, 'won' | 'open'>;
};

/** At most this many branches on one page. */
export const branchesShown = 200;

/** A group and its branches in my scope. A group none of whose branches I see is not found. */
export async function getEnterprise(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const since = sql`${fromLocal(addDays(today(ctx.now), -90)).toISOString()}::timestamptz`;
  const [heads, rows, sums] = await Promise.all([
    ctx.db.execute<{ id: string; name: string; industry: string | null; credit_code: string | null }>(
      sql`select id, name, industry, credit_code from enterprises where id = ${id}`,
    ),
    ctx.db.execute<Record<string, string | number | null>>(sql`
      with b as materialized (select * from accounts where enterprise_id = ${id} and deleted_at is null
        and ${inReach(ctx, accounts.tenantId)} and ${inScope(ctx, accounts, accounts.id)} order by pinyin, id limit ${branchesShown})
      select b.id, b.parent_id, b.name, b.grade, t.name as tenant_name, p.name as owner_name, b.monthly_revenue_fen, b.last_visited_at,
        o.n as open_count, o.fen as open_fen, o.lines, v.n as visits
      from b left join tenants t on t.id = b.tenant_id left join people p on p.id = b.owner_id
      left join lateral (select count(*) filter (where o.stage_type in ('open', 'on_hold'))::int as n,
          sum(o.total_fen) filter (where o.stage_type in ('open', 'on_hold'))::bigint as fen,
          string_agg(distinct f.line || ':' || o.stage_type, ',') filter (where f.line is not null) as lines
        from (select * from opportunities where ${inScope(ctx, opportunities, opportunities.accountId)}) o
        left join offerings f on f.id = o.offering_id
        where o.tenant_id = b.tenant_id and o.account_id = b.id and o.deleted_at is null and o.stage_type <> 'lost') o on true
      left join lateral (select count(*)::int as n from (select * from visits where ${inScope(ctx, visits, visits.accountId)}) v
        where v.tenant_id = b.tenant_id and v.account_id = b.id and v.deleted_at is null and v.status = 'completed' and v.planned_at >= ${since}) v on true
      order by b.pinyin, b.id`),
    ctx.db.execute<{ n: number }>(sql`
      select count(*)::int as n from accounts where enterprise_id = ${id} and deleted_at is null and ${inScope(ctx, accounts, accounts.id)}`),
  ]);
  const head = [...heads][0];
  const total = [...sums][0]?.n ?? 0;
  if (!head || !total) throw notFound();
  const branches = [...rows].map(asBranch);
  return { id: head.id, name: head.name, industry: head.industry, creditCode: head.credit_code, branches, total };
}

function asBranch(row: Record<string, string | number | null>): Branch {
  const lines: Branch['lines'] = {};
  for (const pair of String(row.lines ?? '')
    .split(',')
    .filter(Boolean)) {
    const [line = '', state] = pair.split(':');
    if (state === 'won') lines[line] = 'won';
    else lines[line] ??= 'open';
  }
  return {
    id: String(row.id),
    parentId: row.parent_id as string | null,
    name: String(row.name),
    grade: row.grade as Grade,
    tenantName: row.tenant_name as string | null,
    ownerName: row.owner_name as string | null,
    monthlyRevenueFen: row.monthly_revenue_fen === null ? null : Number(row.monthly_revenue_fen),
    lastVisitedAt: row.last_visited_at ? new Date(row.last_visited_at).toISOString() : null,
    openCount: Number(row.open_count ?? 0),
    openFen: Number(row.open_fen ?? 0),
    visits90: Number(row.visits ?? 0),
    lines,
  };
}

/** For pickers: groups whose name contains `q`. */
export async function listEnterpriseOptions(ctx: Context, q = '') {
  const text = escapeLike(q.trim());
  const rows = await ctx.db.execute<{ id: string; name: string }>(
    sql`select id, name from enterprises where name like ${`%${text}%`} order by name limit 20`,
  );
  return [...rows];
}
