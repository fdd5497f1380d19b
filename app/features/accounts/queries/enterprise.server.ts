import { eq, type SQL, sql } from 'drizzle-orm';
import { accounts, enterprises, opportunities, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import type { Grade } from '../rules';

export type Branch = {
  id: string;
  parentId: string | null;
  name: string;
  grade: Grade;
  tenantName: string | null;
  ownerName: string | null;
  monthlyRevenueFen: number | null;
  openCount: number;
  /** Product lines with an open or won opportunity: what is worth more wins. */
  lines: Record<string, 'won' | 'open'>;
};

/** Where a page of branches begins or ends. */
type Turn = { after?: string | null; before?: string | null; limit?: number };

const running = sql`o.deleted_at is null and o.stage_type in ('open', 'on_hold')`;

/** Those of the group that I see. */
const branchesOf = (ctx: Context, id: string): SQL =>
  sql`enterprise_id = ${id} and deleted_at is null and ${inReach(ctx, accounts.tenantId)} and ${inScope(ctx, accounts, accounts.id)}`;

/** Of all branches I see: each asks its own index, so that a group of thousands reads nothing of anybody else's. */
async function sumBranches(ctx: Context, id: string) {
  const since = sql`${fromLocal(addDays(today(ctx.now), -90)).toISOString()}::timestamptz`;
  const rows = await ctx.db.execute<
    Record<'branches' | 'revenue' | 'open' | 'open_fen' | 'visits' | 'unvisited', number>
  >(sql`
    with b as materialized (select tenant_id, id, monthly_revenue_fen from accounts where ${branchesOf(ctx, id)})
    select count(*)::int as branches, coalesce(sum(b.monthly_revenue_fen), 0)::bigint as revenue,
      coalesce(sum(o.n), 0)::int as open, coalesce(sum(o.fen), 0)::bigint as open_fen,
      coalesce(sum(v.n), 0)::int as visits, (count(*) filter (where v.n = 0))::int as unvisited
    from b cross join lateral (select count(*) as n, sum(o.total_fen) as fen
      from (select * from opportunities where ${inScope(ctx, opportunities, opportunities.accountId)}) o
      where o.tenant_id = b.tenant_id and o.account_id = b.id and ${running}) o
    cross join lateral (select count(*) as n from (select * from visits where ${inScope(ctx, visits, visits.accountId)}) v
      where v.tenant_id = b.tenant_id and v.account_id = b.id and v.deleted_at is null and v.status = 'completed' and v.planned_at >= ${since}) v`);
  const { revenue, open, open_fen, ...sums } = [...rows][0]!;
  return { ...sums, monthlyRevenueFen: revenue, openCount: open, openFen: open_fen };
}

/** A page of the branches I see, by name. */
async function listBranches(ctx: Context, id: string, { after, before, limit = pageSize }: Turn) {
  const back = readCursor(before ?? null);
  const cursor = back ?? readCursor(after ?? null);
  const than = back ? sql`<` : sql`>`;
  const past = cursor ? sql`and (pinyin, id) ${than} (${String(cursor.value)}, ${cursor.id}::uuid)` : sql``;
  const order = (of: SQL) => (back ? sql`${of}pinyin desc, ${of}id desc` : sql`${of}pinyin, ${of}id`);
  const found = await ctx.db.execute<Record<string, string | number | null>>(sql`
    with b as materialized (select * from accounts where ${branchesOf(ctx, id)} ${past} order by ${order(sql``)} limit ${limit + 1})
    select b.id, b.parent_id, b.name, b.grade, b.pinyin, t.name as tenant_name, p.name as owner_name, b.monthly_revenue_fen, o.n as open_count, o.lines
    from b left join tenants t on t.id = b.tenant_id left join people p on p.id = b.owner_id
    cross join lateral (select (count(*) filter (where o.stage_type <> 'won'))::int as n,
        string_agg(distinct f.line || ':' || o.stage_type, ',') filter (where f.line is not null) as lines
      from (select * from opportunities where ${inScope(ctx, opportunities, opportunities.accountId)}) o
      left join offerings f on f.id = o.offering_id
      where o.tenant_id = b.tenant_id and o.account_id = b.id and o.deleted_at is null and o.stage_type <> 'lost') o
    order by ${order(sql`b.`)}`);
  const more = found.length > limit;
  const rows = [...found].slice(0, limit);
  if (back) rows.reverse();
  const at = (row?: (typeof rows)[number]) => (row ? writeCursor({ value: row.pinyin!, id: String(row.id) }) : null);
  return {
    branches: rows.map(asBranch),
    before: (back ? more : cursor) ? at(rows[0]) : null,
    after: back || more ? at(rows.at(-1)) : null,
  };
}

type Enterprise = { id: string; name: string; industry: string | null; creditCode: string | null } & {
  sums: Awaited<ReturnType<typeof sumBranches>>;
} & Awaited<ReturnType<typeof listBranches>>;

/** A group, what all its branches in my scope come to, and a page of them. One none of whose branches I see is not found; a double gives way to what it became part of. */
export async function getEnterprise(ctx: Context, id: string, turn: Turn = {}): Promise<Enterprise> {
  if (!isId(id)) throw notFound();
  const [heads, sums, page] = await Promise.all([
    ctx.db.select().from(enterprises).where(eq(enterprises.id, id)),
    sumBranches(ctx, id),
    listBranches(ctx, id, turn),
  ]);
  const [head] = heads;
  if (head?.mergedIntoId && !sums.branches) return getEnterprise(ctx, head.mergedIntoId, turn);
  if (!head || !sums.branches) throw notFound();
  const { name, industry, creditCode } = head;
  return { id, name, industry, creditCode, sums, ...page };
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
    openCount: Number(row.open_count ?? 0),
    lines,
  };
}
