import { type SQL, sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addMonths, startOf, today } from '~/core/dates';
import { countCap } from '~/core/paging';
import { type Narrowing, scopedKeys } from '~/core/scope.server';
import type { Stage } from '../rules';
import { isKept, type OpportunityFilter, quarterStart } from './filters';
import { filterWhere, ints, stuckWhere } from './where.server';

export type StageSum = { stageId: number; count: number; totalFen: number; weightedFen: number };
/** `capped`: there are more than were counted, and the sums cover those counted. */
export type Sums = { stages: StageSum[]; capped: boolean };

type Raw = { stage_id: number; n: number; total: number; weighted: number };
const read = (rows: Iterable<Raw>): StageSum[] =>
  [...rows].map((row) => ({
    stageId: row.stage_id,
    count: Number(row.n),
    totalFen: Number(row.total),
    weightedFen: Number(row.weighted),
  }));

const nowhere = sql`false`;
const any = (ways: SQL[]) => (ways.length ? sql`(${sql.join(ways, sql` or `)})` : nowhere);

/** Rows of `t` whose sums are kept for this person to read: by unit and tenant, and (for owner sums) their own. */
function covered({ actor }: Context): SQL[] {
  const ways: SQL[] = [];
  if (actor.visibleTenants.length) ways.push(sql`t.tenant_id = any(${ints(actor.visibleTenants)})`);
  if (actor.visibleUnits.length) ways.push(sql`t.unit_id = any(${ints(actor.visibleUnits)})`);
  return ways;
}
const narrowed = (narrow: Narrowing): SQL => {
  if (narrow.ownerId) return sql`t.owner_id = ${narrow.ownerId}`;
  return narrow.unitIds ? sql`t.unit_id = any(${ints(narrow.unitIds)})` : sql`true`;
};

/** In scope through the account's team only. */
const shared = ({ actor, now }: Context, besides: SQL) =>
  sql`(t.tenant_id, t.account_id) in (select s.tenant_id, s.account_id from assignments s
    where s.owner_id = ${actor.personId} and s.during @> ${today(now)}::date) and not ${besides}`;

/** Count, sum and weighted sum per stage: from the kept sums where they answer, else from at most 1,000 rows. */
export async function sumByStage(
  ctx: Context,
  filter: OpportunityFilter,
  narrow: Narrowing,
  stages: Stage[],
): Promise<Sums> {
  const asked = sql`${filter.stageIds.length ? sql`t.stage_id = any(${ints(filter.stageIds)})` : sql`true`} and ${
    filter.type
      ? sql`t.stage_id = any(${ints(stages.filter((s) => s.type === filter.type).map((s) => s.id))})`
      : sql`true`
  } and ${narrowed(narrow)}`;
  if (isKept(filter)) {
    const own = any([sql`t.owner_id = ${ctx.actor.personId}`, ...covered(ctx)]);
    const rows = await ctx.db.execute<Raw>(sql`
      select stage_id, sum(n)::bigint as n, sum(total)::bigint as total, sum(weighted)::bigint as weighted from (
        select t.stage_id, t.count as n, t.total_fen as total, t.weighted_fen as weighted
        from opportunity_totals t where ${own} and ${asked}
        union all
        select t.stage_id, 1, t.total_fen, t.total_fen * t.probability / 100
        from opportunities t where ${shared(ctx, own)} and t.deleted_at is null and ${asked}) s
      group by stage_id`);
    return { stages: read(rows), capped: false };
  }
  const keys = capped(ctx, filterWhere(ctx, filter, stages), narrow);
  const rows = await ctx.db.execute<Raw>(sql`
    select t.stage_id, count(*) as n, sum(t.total_fen)::bigint as total,
      sum(t.total_fen * t.probability / 100)::bigint as weighted
    from (select tenant_id, id from ${keys} w limit ${countCap + 1}) k
      join opportunities t on t.tenant_id = k.tenant_id and t.id = k.id group by t.stage_id`);
  const sums = read(rows);
  return { stages: sums, capped: sums.reduce((n, sum) => n + sum.count, 0) > countCap };
}

const capped = (ctx: Context, where: SQL, narrow: Narrowing) =>
  scopedKeys(ctx, opportunities, {
    where,
    sort: sql`t.total_fen`,
    order: sql`t.total_fen desc, t.id`,
    limit: countCap + 1,
    account: opportunities.accountId,
    narrow,
  });

export type Figures = { closingFen: number; closingCount: number; wonFen: number; wonCount: number; stuck: number };

/** What closes this month, what was won this quarter, and how many wait (counted to 1,000). */
export async function readFigures(ctx: Context, narrow: Narrowing, stages: Stage[]): Promise<Figures> {
  const day = today(ctx.now);
  const [month, quarter] = [startOf(day, 'month'), quarterStart(day)];
  const open = ints(stages.filter((s) => s.type === 'open').map((s) => s.id));
  const won = ints(stages.filter((s) => s.type === 'won').map((s) => s.id));
  // months are kept per unit: a person's own come from the rows
  const kept = narrow.ownerId ? nowhere : any(covered(ctx));
  const mine = narrow.ownerId
    ? sql`t.owner_id = ${narrow.ownerId} and ${any([sql`t.owner_id = ${ctx.actor.personId}`, ...covered(ctx)])}`
    : sql`t.owner_id = ${ctx.actor.personId} and not ${kept} and ${narrowed(narrow)}`;
  const others = any([sql`t.owner_id = ${ctx.actor.personId}`, ...covered(ctx)]);
  const hot = sql`t.deleted_at is null and (
    (t.stage_id = any(${open}) and t.expected_close_on >= ${month}::date and t.expected_close_on < ${addMonths(month, 1)}::date)
    or (t.stage_id = any(${won}) and t.closed_on >= ${quarter}::date and t.closed_on < ${addMonths(quarter, 3)}::date))`;
  const [rows, stuck] = await Promise.all([
    ctx.db.execute<{ is_won: boolean; n: number; total: number }>(sql`
      select is_won, sum(n)::bigint as n, sum(total)::bigint as total from (
        select t.stage_id = any(${won}) as is_won, t.count as n, t.total_fen as total from opportunity_months t
        where ${kept} and ${narrow.ownerId ? nowhere : narrowed(narrow)} and (
          (t.stage_id = any(${open}) and t.month = ${month}::date)
          or (t.stage_id = any(${won}) and t.month >= ${quarter}::date and t.month < ${addMonths(quarter, 3)}::date))
        union all
        select t.stage_id = any(${won}), 1, t.total_fen from opportunities t where ${mine} and ${hot}
        union all
        select t.stage_id = any(${won}), 1, t.total_fen from opportunities t
        where ${shared(ctx, others)} and ${narrowed(narrow)} and ${hot}) s
      group by is_won`),
    ctx.db.execute<{ n: number }>(sql`
      select count(*) as n from (select 1 from ${capped(ctx, sql`t.deleted_at is null and ${stuckWhere(ctx, stages)}`, narrow)} w limit ${countCap + 1}) k`),
  ]);
  const closing = [...rows].find((row) => !row.is_won);
  const closed = [...rows].find((row) => row.is_won);
  return {
    closingFen: Number(closing?.total ?? 0),
    closingCount: Number(closing?.n ?? 0),
    wonFen: Number(closed?.total ?? 0),
    wonCount: Number(closed?.n ?? 0),
    stuck: Number(stuck[0]?.n ?? 0),
  };
}
