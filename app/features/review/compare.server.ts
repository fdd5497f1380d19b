import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { type Cursor, pageSize } from '~/core/paging';
import type { Reach } from './reach.server';
import type { Bar, BarSums, Span } from './spans';

const ints = (ids: number[]) => sql.raw(`'{${ids.map(Math.trunc).join(',')}}'::integer[]`);
/** The companies and units of a reach and the days compared, as the functions of the database ask for them. */
const asked = (reach: Reach, span: Span): SQL =>
  sql`${ints(reach.tenantIds)}, ${ints(reach.unitIds)}, ${span.since}::date, ${span.until}::date, ${span.horizon}::date`;

export type Level = { on: string; count: number; fen: number };

/** The open pipeline at the end of each of the days. */
export async function levelsOf(
  ctx: Context,
  reach: Reach,
  days: string[],
  horizon: string | null = null,
): Promise<Level[]> {
  const list = `{${days.join(',')}}`;
  const rows = await ctx.db.execute<{ on_day: string; count: number; fen: number }>(sql`
    select on_day::text, count, fen from app.pipeline_level(${ints(reach.tenantIds)}, ${ints(reach.unitIds)}, ${list}::date[], ${horizon}::date)
    order by on_day`);
  return rows.map((row) => ({ on: row.on_day, count: Number(row.count), fen: Number(row.fen) }));
}

/** The first day whose evening is kept; null when there is none yet. */
export async function keptSince(ctx: Context, reach: Reach): Promise<string | null> {
  const [row] = await ctx.db.execute<{ on_day: string | null }>(sql`
    select min(l.on_day)::text as on_day from (
      select id as tenant_id, 0 as unit_id from unnest(${ints(reach.tenantIds)}) id
      union all select tenant_id, id from units where id = any(${ints(reach.unitIds)})) k
    cross join lateral (
      select l.on_day from pipeline_levels l
      where l.tenant_id = k.tenant_id and l.unit_id = k.unit_id and l.close_month = '1970-01-01' order by l.on_day limit 1) l`);
  return row?.on_day ?? null;
}

export type MoveRow = {
  id: string;
  bar: Bar;
  title: string;
  accountName: string;
  ownerName: string | null;
  fen: number;
  sizeFen: number;
  wasFen: number | null;
  nowFen: number;
  wasOn: string | null;
  nowOn: string | null;
  wasStageId: number | null;
  nowStageId: number;
};

const num = (value: number | null) => (value === null ? null : Number(value));

type Compared = {
  bar: Bar;
  fen: number;
  size_fen: number;
  was_fen: number | null;
  now_fen: number;
  was_on: string | null;
  now_on: string | null;
  was_stage: number | null;
  now_stage: number;
} & (
  | { opportunity_id: null; count: number }
  | { opportunity_id: string; title: string; account_name: string; owner_name: string | null }
);

/**
 * What happened to the open pipeline between the ends of two days: by bar how many deals, what it adds and what they are worth;
 * and the deals behind a bar, or behind all of them, largest first: one page and one row more when there are more. `page` null: none.
 */
export async function compareDays(
  ctx: Context,
  reach: Reach,
  span: Span,
  page: { bar: Bar | null; after: Cursor | null } | null,
): Promise<{ sums: BarSums; rows: MoveRow[] }> {
  const after = page?.after && typeof page.after.value === 'number' ? page.after : null;
  const found = await ctx.db.execute<Compared>(sql`
    select r.opportunity_id, r.bar, r.count, o.title, a.name as account_name, p.name as owner_name, r.fen, r.size_fen, r.was_fen, r.now_fen,
      r.was_on::text, r.now_on::text, r.was_stage, r.now_stage
    from app.pipeline_compared(${asked(reach, span)}, ${page?.bar ?? null}, ${after ? Math.trunc(Number(after.value)) : null}::bigint,
      ${after?.id ?? null}::uuid, ${page ? pageSize + 1 : 0}) r
    left join opportunities o on o.tenant_id = r.tenant_id and o.id = r.opportunity_id
    left join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
    left join people p on p.id = o.owner_id
    order by r.size_fen desc, r.opportunity_id desc`);
  const sums: BarSums = {};
  const rows: MoveRow[] = [];
  for (const row of found)
    if (row.opportunity_id === null)
      sums[row.bar] = { count: Number(row.count), fen: Number(row.fen), totalFen: Number(row.size_fen) };
    else
      rows.push({
        id: row.opportunity_id,
        bar: row.bar,
        title: row.title,
        accountName: row.account_name,
        ownerName: row.owner_name,
        fen: Number(row.fen),
        sizeFen: Number(row.size_fen),
        wasFen: num(row.was_fen),
        nowFen: Number(row.now_fen),
        wasOn: row.was_on,
        nowOn: row.now_on,
        wasStageId: row.was_stage,
        nowStageId: row.now_stage,
      });
  return { sums, rows };
}
