import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { accounts, opportunities, people, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { bothWays, changedSince, cutPage, pageOfKeys } from '~/core/order.server';
import { type Cursor, countCap, pageSize, writeCursor } from '~/core/paging';
import { type Narrowing, scopedKeys } from '~/core/scope.server';
import { spelled } from '~/core/spelled.server';
import { hasUnheard } from '~/core/talk.server';
import { customWhere } from '../../custom-fields/filters.server';
import { spanOf, type VisitFilter } from '../filters';
import { attendeeNames } from './attendees.server';
import { type Spoken, spokenOf } from './text.server';

const listed = (ctx: Context) => ({
  tenantId: visits.tenantId,
  id: visits.id,
  accountId: visits.accountId,
  accountName: accounts.name,
  purpose: visits.purpose,
  type: visits.type,
  channel: visits.channel,
  status: visits.status,
  plannedAt: visits.plannedAt,
  plannedMinutes: visits.plannedMinutes,
  startedAt: visits.startedAt,
  endedAt: visits.endedAt,
  distanceMetres: visits.distanceMetres,
  note: visits.note,
  formVersion: visits.formVersion,
  answers: visits.answers,
  custom: visits.custom,
  nextStep: visits.nextStep,
  nextStepOn: visits.nextStepOn,
  satisfaction: visits.satisfaction,
  ownerId: visits.ownerId,
  ownerName: people.name,
  opportunityTitle: opportunities.title,
  contacts: attendeeNames(),
  unheard: hasUnheard(ctx, 'visit', sql`visits`),
});
export type ListedVisit = Awaited<ReturnType<typeof listVisits>>['rows'][number];

function narrowing({ actor }: Context, filter: VisitFilter): Narrowing {
  if (filter.personId) return { ownerId: filter.personId };
  if (filter.reach === 'mine') return { ownerId: actor.personId };
  if (filter.reach === 'team' && actor.visibleUnits.length) return { unitIds: actor.visibleUnits };
  return {};
}

function conditions(ctx: Context, filter: VisitFilter, spoken: SQL | undefined) {
  const { from, until } = spanOf(filter, ctx.now);
  const status = filter.period === 'overdue' && !filter.from && !filter.to ? 'planned' : filter.status;
  const parts: SQL[] = [sql`t.deleted_at is null`];
  if (filter.accountId) parts.push(sql`t.account_id = ${filter.accountId}`);
  if (status) parts.push(sql`t.status = ${spelled(status)}`);
  if (filter.type) parts.push(sql`t.type = ${spelled(filter.type)}`);
  if (from) parts.push(sql`t.planned_at >= ${from.toISOString()}::timestamptz`);
  if (until) parts.push(sql`t.planned_at < ${until.toISOString()}::timestamptz`);
  if (spoken) parts.push(spoken);
  parts.push(...customWhere(filter.custom ?? null));
  return sql.join(parts, sql` and `);
}

type Order = { sort: SQL; forward: SQL; back: SQL };
const byTime: Order = {
  sort: sql`t.planned_at`,
  forward: sql`t.planned_at desc, t.id`,
  back: sql`t.planned_at, t.id desc`,
};

/** Rows after (or, going back, before) the cursor; the first comparison is what the index is entered by. */
export function beyondTime({ value, id }: Cursor, back: boolean) {
  const at = new Date(typeof value === 'number' ? value : Number.NaN);
  if (Number.isNaN(at.getTime())) return sql`true`;
  const edge = sql`${at.toISOString()}::timestamptz`;
  return back
    ? sql`t.planned_at >= ${edge} and (t.planned_at > ${edge} or t.id < ${id})`
    : sql`t.planned_at <= ${edge} and (t.planned_at < ${edge} or t.id > ${id})`;
}

/** `spoken`: what `q` means, found once for list and counts; found by each of them when left out. */
export type VisitAsk = VisitFilter & { spoken?: Spoken | null };

export type Page = { after?: Cursor | null; before?: Cursor | null; size?: number };

/** Visits by planned time, the latest first, with the cursors of the pages beside this one. */
export async function listVisits(ctx: Context, filter: VisitAsk, { after, before, size = pageSize }: Page = {}) {
  const back = Boolean(before) && !after;
  const cursor = after ?? before ?? null;
  const spoken = filter.q && filter.spoken === undefined ? await spokenOf(ctx, filter.q) : filter.spoken;
  const passing = conditions(ctx, filter, spoken?.passing);
  const where = cursor ? sql`${passing} and ${beyondTime(cursor, back)}` : passing;
  const order = back ? byTime.back : byTime.forward;
  const limit = size + 1;
  const narrow = narrowing(ctx, filter);
  const keys = scopedKeys(ctx, visits, { where, sort: byTime.sort, order, limit, account: visits.accountId, narrow });
  const sorted = back ? sql`w.sort_key, w.id desc` : sql`w.sort_key desc, w.id`;
  const found = await rowsOf(
    ctx,
    sql`(select * from ${keys} w order by ${sorted} limit ${limit}) k`,
    sql`k.sort_key ${back ? sql`asc` : sql`desc`}, k.id ${back ? sql`desc` : sql`asc`}`,
  );
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (back) rows.reverse();
  const edge = (row: (typeof rows)[number] | undefined) =>
    row ? writeCursor({ value: row.plannedAt.getTime(), id: row.id }) : null;
  return {
    rows,
    before: (back ? more : cursor) ? edge(rows[0]) : null,
    after: (back ? true : more) ? edge(rows.at(-1)) : null,
  };
}

/** The visits of a page of keys `k`, in order. */
const rowsOf = (ctx: Context, keys: SQL, sorted: SQL) =>
  ctx.db
    .select({ ...listed(ctx), exact: sql<string>`k.sort_key::text` })
    .from(keys)
    .innerJoin(visits, sql`${visits.tenantId} = k.tenant_id and ${visits.id} = k.id`)
    .leftJoin(accounts, and(eq(accounts.tenantId, visits.tenantId), eq(accounts.id, visits.accountId)))
    .leftJoin(people, eq(people.id, visits.ownerId))
    .leftJoin(
      opportunities,
      and(
        eq(opportunities.tenantId, visits.tenantId),
        eq(opportunities.id, visits.opportunityId),
        isNull(opportunities.deletedAt),
      ),
    )
    .orderBy(sorted);

export const visitOrders = {
  ...bothWays('plannedAt', sql`t.planned_at`, 'timestamptz', true),
  ...bothWays('updated', sql`t.updated_at`, 'timestamptz'),
};
type Ordered = { sort: keyof typeof visitOrders; after: Cursor | null; limit: number; since?: Date | null };

/** The same in any order, forwards. */
export async function listOrderedVisits(ctx: Context, filter: VisitFilter, { sort, after, limit, since }: Ordered) {
  const spoken = filter.q ? await spokenOf(ctx, filter.q) : null;
  const { keys, sorted } = pageOfKeys(ctx, visits, {
    order: visitOrders[sort],
    where: sql`${conditions(ctx, filter, spoken?.passing)} and ${changedSince(since)}`,
    after,
    limit,
    account: visits.accountId,
    narrow: narrowing(ctx, filter),
  });
  return cutPage(await rowsOf(ctx, keys, sorted), limit);
}

/** How many pass the filter, counted no further than the cap. */
export async function countVisits(ctx: Context, filter: VisitAsk): Promise<number> {
  const spoken = filter.q && filter.spoken === undefined ? await spokenOf(ctx, filter.q) : filter.spoken;
  if (!spoken) return countPassing(ctx, filter, undefined);
  const known = await countPassing(ctx, filter, spoken.among);
  return spoken.isAll || known > countCap ? known : countPassing(ctx, filter, spoken.passing);
}

async function countPassing(ctx: Context, filter: VisitFilter, spoken: SQL | undefined) {
  const keys = scopedKeys(ctx, visits, {
    where: conditions(ctx, filter, spoken),
    sort: byTime.sort,
    order: byTime.forward,
    limit: countCap + 1,
    account: visits.accountId,
    narrow: narrowing(ctx, filter),
  });
  const [row] = await ctx.db.execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from ${keys} k limit ${countCap + 1}) x`,
  );
  return Number(row?.n ?? 0);
}
