import { type SQL, sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addMonths, startOf, today } from '~/core/dates';
import { countCap } from '~/core/paging';
import { type Narrowing, othersOnMyAccounts, scopedKeys } from '~/core/scope.server';
import { quietSince, type Stage } from '../rules';
import { isKept, type OpportunityFilter, quarterStart } from './filters';
import { filterWhere, ints, stuckWhere } from './where.server';

export type StageSum = { stageId: number; count: number; totalFen: number; weightedFen: number };
/** `capped`: there are more than were counted, and the sums cover those counted. */
export type Sums = { stages: StageSum[]; capped: boolean };

type Raw = { stage_id: number; n: number; total: number; weighted: number };
const read = (rows: Iterable<Raw>): StageSum[] =>
  [...rows]
    .map((row) => ({
      stageId: row.stage_id,
      count: Number(row.n),
      totalFen: Number(row.total),
      weightedFen: Number(row.weighted),
    }))
    // the same figures are the same page
    .sort((a, b) => a.stageId - b.stageId);

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

/** Those of `t` closing this month or won this quarter. */
function hotWhere({ now }: Context, stages: Stage[]) {
  const day = today(now);
  const [month, quarter] = [startOf(day, 'month'), quarterStart(day)];
  const of = (type: Stage['type']) => ints(stages.filter((stage) => stage.type === type).map((stage) => stage.id));
  const between = (column: SQL, from: string, months: number) =>
    sql`${column} >= ${from}::date and ${column} < ${addMonths(from, months)}::date`;
  return {
    isWon: sql`(t.stage_id = any(${of('won')}))`,
    rows: sql`((t.stage_id = any(${of('open')}) and ${between(sql`t.expected_close_on`, month, 1)})
      or (t.stage_id = any(${of('won')}) and ${between(sql`t.closed_on`, quarter, 3)}))`,
    months: sql`((t.stage_id = any(${of('open')}) and t.month = ${month}::date)
      or (t.stage_id = any(${of('won')}) and ${between(sql`t.month`, quarter, 3)}))`,
  };
}

/** One row for each quiet opportunity of the units or tenants, from the index alone. */
function quietOf(ctx: Context, stages: Stage[], column: 'tenant_id' | 'unit_id', ids: number[]): SQL {
  const limits = stages
    .filter((stage) => stage.type === 'open' && stage.stuckAfterDays !== null)
    .map((s) => sql`(${s.id}::integer, ${quietSince(ctx.now, s.stuckAfterDays ?? 0).toISOString()}::timestamptz)`);
  if (!limits.length) return sql`select 1 where false`;
  return sql`select 1 from unnest(${ints(ids)}) way(v)
    cross join (values ${sql.join(limits, sql`, `)}) quiet(stage_id, since)
    cross join lateral (select 1 from opportunities t
      where t.${sql.raw(column)} = way.v and t.stage_id = quiet.stage_id and t.last_activity_at < quiet.since
        and t.deleted_at is null and t.stage_type = 'open' limit ${countCap + 1}) x`;
}

export type Figures = { closingFen: number; closingCount: number; wonFen: number; wonCount: number; stuck: number };

/**
 * Count, sum and weighted sum per stage of all that is asked for by whose it is; what closes this month, what was won
 * this quarter, and how many wait (counted to 1,000). One statement: sums kept by tenant, unit and owner, and the rows
 * that are in scope through an account's team.
 */
export async function readWhole(ctx: Context, narrow: Narrowing, stages: Stage[]) {
  const { actor } = ctx;
  const own = any([sql`t.owner_id = ${actor.personId}`, ...covered(ctx)]);
  const hot = hotWhere(ctx, stages);
  // of whole companies the sums are kept ready, of units and owners they are added up
  const whole = narrow.ownerId || narrow.unitIds ? [] : actor.visibleTenants;
  const companies = sql`t.tenant_id = any(${ints(whole)})`;
  const units = narrow.unitIds ?? actor.visibleUnits;
  const ofUnits = actor.visibleUnits.length ? [sql`t.unit_id = any(${ints(actor.visibleUnits)})`] : [];
  const rest = whole.length ? sql`${any([sql`t.owner_id = ${actor.personId}`, ...ofUnits])} and not ${companies}` : own;
  // months are kept per unit: a person's own come from the rows
  const kept = narrow.ownerId ? nowhere : any(covered(ctx));
  const mine = narrow.ownerId
    ? sql`t.owner_id = ${narrow.ownerId} and ${own}`
    : sql`t.owner_id = ${actor.personId} and not ${kept} and ${narrowed(narrow)}`;
  const stuck = stuckWhere(ctx, stages);
  const quiet = narrow.ownerId
    ? []
    : [
        ...(!narrow.unitIds && actor.visibleTenants.length
          ? [quietOf(ctx, stages, 'tenant_id', actor.visibleTenants)]
          : []),
        ...(units.length ? [quietOf(ctx, stages, 'unit_id', units)] : []),
      ];
  const live = sql`t.deleted_at is null and ${narrowed(narrow)} and not ${own}`;
  const rows = await ctx.db.execute<Raw & { what: 'stage' | 'won' | 'closing' | 'stuck' }>(sql`
    with shared as materialized (select t.* from ${othersOnMyAccounts(ctx, opportunities, opportunities.accountId, live)} t),
    mine as materialized (select t.stage_id, t.total_fen, t.expected_close_on, t.closed_on, t.last_activity_at
      from opportunities t where ${mine} and t.deleted_at is null and (${hot.rows} or ${stuck}))
    select 'stage' as what, stage_id, sum(n)::bigint as n, sum(total)::bigint as total, sum(weighted)::bigint as weighted
    from (
      select t.stage_id, t.count as n, t.total_fen as total, t.weighted_fen as weighted
      from opportunity_totals t where ${rest} and ${narrowed(narrow)}
      union all
      select t.stage_id, t.count, t.total_fen, t.weighted_fen
      from opportunity_sums t where ${companies} and t.part = 'company_month'
      union all
      select t.stage_id, 1, t.total_fen, t.total_fen * t.probability / 100 from shared t) s
    group by stage_id
    union all
    select case when is_won then 'won' else 'closing' end, null, sum(n)::bigint, sum(total)::bigint, 0
    from (
      select ${hot.isWon} as is_won, t.count as n, t.total_fen as total
      from opportunity_months t where ${whole.length ? any(ofUnits) : kept} and ${narrow.ownerId ? nowhere : narrowed(narrow)} and ${hot.months}
      union all
      select ${hot.isWon}, t.count, t.total_fen
      from (select stage_id, starts_on as month, count, total_fen from opportunity_sums t where ${companies} and t.part = 'company_month') t
      where ${hot.months}
      union all
      select ${hot.isWon}, 1, t.total_fen from mine t where ${hot.rows}
      union all
      select ${hot.isWon}, 1, t.total_fen from shared t where ${hot.rows}) h
    group by is_won
    union all
    select 'stuck', null, count(*), 0, 0 from (
      (select 1 from mine t where ${stuck} limit ${countCap + 1})
      union all (select 1 from shared t where ${stuck} limit ${countCap + 1})
      ${sql.join(
        quiet.map((one) => sql`union all (${one})`),
        sql` `,
      )}
      limit ${countCap + 1}) q`);
  const of = (what: string) => [...rows].filter((row) => row.what === what);
  const one = (what: string) => of(what)[0] ?? { n: 0, total: 0 };
  const sums: Sums = { stages: read(of('stage')), capped: false };
  const figures: Figures = {
    closingFen: Number(one('closing').total),
    closingCount: Number(one('closing').n),
    wonFen: Number(one('won').total),
    wonCount: Number(one('won').n),
    stuck: Number(one('stuck').n),
  };
  return { sums, figures };
}

/** The part of the kept sums a filter by stage leaves. */
function partOf({ stages: sums, capped }: Sums, { stageIds, type }: OpportunityFilter, stages: Stage[]): Sums {
  const asked = (id: number) =>
    (!stageIds.length || stageIds.includes(id)) && (!type || stages.find((stage) => stage.id === id)?.type === type);
  return { stages: sums.filter(({ stageId }) => asked(stageId)), capped };
}

/** Count, sum and weighted sum per stage: from the kept sums where they answer, else from at most 1,000 rows. */
export async function sumByStage(
  ctx: Context,
  filter: OpportunityFilter,
  narrow: Narrowing,
  stages: Stage[],
  whole = readWhole(ctx, narrow, stages),
): Promise<Sums> {
  if (isKept(filter)) return partOf((await whole).sums, filter, stages);
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
