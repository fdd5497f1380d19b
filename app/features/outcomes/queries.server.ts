import { type SQL, sql } from 'drizzle-orm';
import { accounts, offerings, opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { inReach, inScope, scopedKeys } from '~/core/scope.server';
import type { CloseReason } from '~/features/opportunities/rules';
import { type Angle, daysOf, type OutcomeFilters, type OutcomeRow } from './rules';

/** What each angle groups by; the section of an industry is worked out from its division. */
const keyOf: Record<Angle, SQL> = {
  reason: sql`${opportunities.closeReason}`,
  line: sql`${offerings.line}`,
  industry: sql`${accounts.industry}`,
  competitor: sql`${opportunities.competitorId}::text`,
};

function where(ctx: Context, { span, only }: OutcomeFilters, industries: string[] | null): SQL {
  const { from, to } = daysOf(span, today(ctx.now));
  const conditions = [
    sql`${opportunities.deletedAt} is null and ${opportunities.closedOn} between ${from}::date and ${to}::date`,
    inReach(ctx, opportunities.tenantId),
    inScope(ctx, opportunities, opportunities.accountId),
  ];
  for (const angle of ['reason', 'line', 'competitor'] as const) {
    const wanted = only[angle];
    if (wanted) conditions.push(wanted === 'none' ? sql`${keyOf[angle]} is null` : sql`${keyOf[angle]} = ${wanted}`);
  }
  if (only.industry === 'none') conditions.push(sql`${accounts.industry} is null`);
  else if (industries) conditions.push(sql`${accounts.industry} = any(${`{${industries}}`}::text[])`);
  return sql.join(conditions, sql` and `);
}

/** Only what is asked by is joined: the deals alone are one range of an index. */
function from(filters: OutcomeFilters): SQL {
  const asks = (angle: Angle) => filters.by === angle || filters.only[angle] !== undefined;
  const offering = asks('line') ? sql` left join ${offerings} on ${offerings.id} = ${opportunities.offeringId}` : sql``;
  const account = asks('industry')
    ? sql` left join ${accounts} on ${accounts.tenantId} = ${opportunities.tenantId} and ${accounts.id} = ${opportunities.accountId}`
    : sql``;
  return sql`${opportunities}${offering}${account}`;
}

/** Won and lost by one angle, in counts and amounts. `industries`: the codes of the section it is narrowed to. */
export async function listOutcomes(
  ctx: Context,
  filters: OutcomeFilters,
  industries: string[] | null,
): Promise<OutcomeRow[]> {
  const rows = await ctx.db.execute<{
    key: string | null;
    won: number;
    won_fen: number;
    lost: number;
    lost_fen: number;
  }>(sql`
    select ${keyOf[filters.by]} as key,
      count(*) filter (where ${opportunities.stageType} = 'won')::int as won,
      coalesce(sum(${opportunities.totalFen}) filter (where ${opportunities.stageType} = 'won'), 0)::bigint as won_fen,
      count(*) filter (where ${opportunities.stageType} = 'lost')::int as lost,
      coalesce(sum(${opportunities.totalFen}) filter (where ${opportunities.stageType} = 'lost'), 0)::bigint as lost_fen
    from ${from(filters)} where ${where(ctx, filters, industries)} group by 1 limit 500`);
  return [...rows].map((row) => ({
    key: row.key,
    won: Number(row.won),
    wonFen: Number(row.won_fen),
    lost: Number(row.lost),
    lostFen: Number(row.lost_fen),
  }));
}

type DealRow = {
  id: string;
  title: string;
  account: string | null;
  owner: string | null;
  stage_type: 'won' | 'lost';
  total_fen: number;
  closed_on: string;
  close_reason: CloseReason | null;
  close_detail: string | null;
  competitor: string | null;
  price_gap_fen: number | null;
  price_gap_bp: number | null;
  retry_on: string | null;
};
export type Outcome = ReturnType<typeof readDeal>;

const readDeal = (row: DealRow) => ({
  id: row.id,
  title: row.title,
  accountName: row.account,
  ownerName: row.owner,
  type: row.stage_type,
  totalFen: Number(row.total_fen),
  closedOn: row.closed_on,
  reason: row.close_reason,
  detail: row.close_detail,
  competitorName: row.competitor,
  priceGapFen: row.price_gap_fen === null ? null : Number(row.price_gap_fen),
  priceGapBp: row.price_gap_bp,
  retryOn: row.retry_on,
});

const shown = (keys: SQL, order: SQL) => sql`
  select o.id, o.title, a.name as account, p.name as owner, o.stage_type, o.total_fen, o.closed_on::text, o.close_reason, o.close_detail,
    c.name as competitor, o.price_gap_fen, o.price_gap_bp, o.retry_on::text
  from (${keys}) k join ${opportunities} o on o.tenant_id = k.tenant_id and o.id = k.id
  left join ${accounts} a on a.tenant_id = o.tenant_id and a.id = o.account_id
  left join people p on p.id = o.owner_id left join competitors c on c.id = o.competitor_id order by ${order}`;

/** The same deals as `where` says, for a walk in order: what is joined there is asked for row by row. */
function passing(ctx: Context, { span, only }: OutcomeFilters, industries: string[] | null): SQL {
  const { from, to } = daysOf(span, today(ctx.now));
  const industry = (which: SQL) => sql`exists (select from ${accounts} a
    where a.tenant_id = t.tenant_id and a.id = t.account_id and ${which})`;
  const conditions = [sql`t.deleted_at is null and t.closed_on between ${from}::date and ${to}::date`];
  for (const [wanted, column] of [
    [only.reason, sql`t.close_reason`],
    [only.competitor, sql`t.competitor_id::text`],
    [only.line, sql`(select f.line from ${offerings} f where f.id = t.offering_id)`],
  ] as const)
    if (wanted) conditions.push(wanted === 'none' ? sql`${column} is null` : sql`${column} = ${wanted}`);
  if (only.industry === 'none') conditions.push(sql`not ${industry(sql`a.industry is not null`)}`);
  else if (industries) conditions.push(industry(sql`a.industry = any(${`{${industries}}`}::text[])`));
  return sql.join(conditions, sql` and `);
}

/** The deals behind the figures, the latest first. */
export async function listOutcomeDeals(
  ctx: Context,
  filters: OutcomeFilters,
  industries: string[] | null,
  after: Cursor | null,
) {
  const past = after ? sql`and (t.closed_on, t.id) < (${String(after.value)}::date, ${after.id}::uuid)` : sql``;
  const keys = scopedKeys(ctx, opportunities, {
    where: sql`${passing(ctx, filters, industries)} ${past}`,
    sort: sql`t.closed_on`,
    order: sql`t.closed_on desc, t.id desc`,
    limit: pageSize + 1,
    account: opportunities.accountId,
  });
  const first = sql`select * from ${keys} w order by sort_key desc, id desc limit ${pageSize + 1}`;
  const rows = [...(await ctx.db.execute<DealRow>(shown(first, sql`o.closed_on desc, o.id desc`)))];
  return paged(rows, (row) => row.closed_on);
}

/** Lost deals with a day for another try, the earliest first. */
export async function listRetries(ctx: Context, after: Cursor | null) {
  const past = after ? sql`and (t.retry_on, t.id) > (${String(after.value)}::date, ${after.id}::uuid)` : sql``;
  const keys = scopedKeys(ctx, opportunities, {
    where: sql`t.deleted_at is null and t.retry_on is not null and t.stage_type = 'lost' ${past}`,
    sort: sql`t.retry_on`,
    order: sql`t.retry_on, t.id`,
    limit: pageSize + 1,
    account: opportunities.accountId,
  });
  const first = sql`select * from ${keys} w order by sort_key, id limit ${pageSize + 1}`;
  const rows = [...(await ctx.db.execute<DealRow>(shown(first, sql`o.retry_on, o.id`)))];
  return paged(rows, (row) => row.retry_on);
}

function paged(rows: DealRow[], value: (row: DealRow) => string | null) {
  const last = rows[pageSize - 1];
  return {
    rows: rows.slice(0, pageSize).map(readDeal),
    after: rows.length > pageSize && last ? writeCursor({ value: value(last), id: last.id }) : null,
  };
}
