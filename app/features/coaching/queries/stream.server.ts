import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { accounts, people, visitComments, visitReactions, visitReads, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { type Cursor, writeCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { inScope, type Narrowing, scopedKeys } from '~/core/scope.server';
import { beyondTime } from '~/features/visits/queries/list.server';
import { type Reading, type StreamFilter, unreadCap, unreadDays } from '../rules';

const dayMs = 86_400_000;
export const streamSize = 30;

/** Leads read the visits of their people; who leads nobody, what is said about the own ones. */
export const readingOf = ({ actor }: Context): Reading =>
  can(actor, 'visit.coach') && (actor.visibleUnits.length || actor.visibleTenants.length) ? 'team' : 'own';

/** The last word of somebody else on a visit; `v` is the visit's alias. */
const lastOther = (ctx: Context, v: SQL) => sql`(
  select max(c.created_at) from ${visitComments} c where c.tenant_id = ${v}.tenant_id and c.visit_id = ${v}.id
    and c.deleted_at is null and c.author_id <> ${ctx.actor.personId})`;
const seenAt = (ctx: Context, v: SQL) => sql`(
  select r.seen_at from ${visitReads} r
  where r.tenant_id = ${v}.tenant_id and r.visit_id = ${v}.id and r.person_id = ${ctx.actor.personId})`;

/** Never opened and not old, or something has been said since. */
const unreadVisit = (ctx: Context, v: SQL) => {
  const from = new Date(ctx.now.getTime() - unreadDays * dayMs).toISOString();
  return sql`(${v}.planned_at >= ${from}::timestamptz and coalesce(
    ${seenAt(ctx, v)} < coalesce(${lastOther(ctx, v)}, '-infinity'::timestamptz), true))`;
};
const unreadTalk = (ctx: Context, v: SQL) =>
  sql`coalesce(${lastOther(ctx, v)} > coalesce(${seenAt(ctx, v)}, '-infinity'::timestamptz), false)`;

const t = sql`t`;
const v = sql`visits`;

function teamWhere(ctx: Context, { show }: StreamFilter): SQL {
  const parts = [sql`t.deleted_at is null`, sql`t.status = 'completed'`, sql`t.owner_id <> ${ctx.actor.personId}`];
  // the range stands alone too, so that the index ends the walk
  if (show === 'unread') {
    const from = new Date(ctx.now.getTime() - unreadDays * dayMs).toISOString();
    parts.push(sql`t.planned_at >= ${from}::timestamptz`, unreadVisit(ctx, t));
  }
  if (show === 'explained') parts.push(sql`t.check_note is not null and t.check_accepted_at is null`);
  return sql.join(parts, sql` and `);
}

function narrowing({ actor }: Context, personId: string | null): Narrowing {
  if (personId) return { ownerId: personId };
  return actor.visibleUnits.length && !actor.visibleTenants.length ? { unitIds: actor.visibleUnits } : {};
}

function teamKeys(ctx: Context, filter: StreamFilter, limit: number, where: SQL, back = false) {
  const order = back ? sql`t.planned_at, t.id desc` : sql`t.planned_at desc, t.id`;
  const narrow = narrowing(ctx, filter.personId);
  return scopedKeys(ctx, visits, { where, sort: sql`t.planned_at`, order, limit, account: visits.accountId, narrow });
}

/** Visits somebody has commented on: one's own, or those with an open question in what one leads. */
function talkedKeys(ctx: Context, filter: StreamFilter, reading: Reading, limit: number, after: Cursor | null) {
  const own = reading === 'own';
  const open = sql`c.is_question and c.answered_at is null`;
  const whose = own
    ? sql`c.owner_id = ${ctx.actor.personId}`
    : sql`c.owner_id <> ${ctx.actor.personId} and c.id in (
        select ${visitComments.id} from ${visitComments} where ${inScope(ctx, visitComments, visitComments.accountId)}
          and ${visitComments.isQuestion} and ${visitComments.answeredAt} is null and ${isNull(visitComments.deletedAt)})`;
  const person = filter.personId && !own ? sql`and c.owner_id = ${filter.personId}` : sql``;
  const questions = filter.show === 'questions' ? sql`and bool_or(${open})` : sql``;
  const unread = own ? unreadTalk(ctx, sql`x`) : sql`false`;
  const parts = [sql`true`];
  if (after) parts.push(sql`(k.sort_key, k.id) < (${String(after.value)}, ${after.id}::uuid)`);
  if (own && filter.show === 'unread') parts.push(sql`k.sort_key like '1%'`);
  return sql`(select k.* from (
    select x.tenant_id, x.id, case when ${unread} then '1' else '0' end || to_char(x.last at time zone 'UTC', 'YYYYMMDDHH24MISSMS') as sort_key
    from (select c.tenant_id, c.visit_id as id, max(c.created_at) as last from ${visitComments} c
      where ${whose} ${person} and c.visit_id is not null and c.deleted_at is null group by 1, 2 having true ${questions}) x) k
    where ${sql.join(parts, sql` and `)} order by k.sort_key desc, k.id desc limit ${limit})`;
}

const shown = (ctx: Context) => ({
  id: visits.id,
  version: visits.version,
  purpose: visits.purpose,
  accountName: accounts.name,
  ownerName: people.name,
  plannedAt: visits.plannedAt,
  type: visits.type,
  note: sql<string | null>`left(${visits.note}, 240)`,
  satisfaction: visits.satisfaction,
  confidence: visits.confidence,
  /** What the visitor says to the check, while it waits for a lead. */
  explanation: sql<string | null>`case when ${visits.checkAcceptedAt} is null then ${visits.checkNote} end`,
  comments: sql<number>`(select count(*)::int from ${visitComments} c where c.tenant_id = ${visits.tenantId}
    and c.visit_id = ${visits.id} and c.deleted_at is null)`,
  questions: sql<number>`(select count(*)::int from ${visitComments} c where c.tenant_id = ${visits.tenantId}
    and c.visit_id = ${visits.id} and c.deleted_at is null and c.is_question and c.answered_at is null)`,
  reactions: sql<number>`(select count(*)::int from ${visitReactions} r where r.tenant_id = ${visits.tenantId}
    and r.visit_id = ${visits.id})`,
  unread: sql<boolean>`${readingOf(ctx) === 'team' ? unreadVisit(ctx, v) : unreadTalk(ctx, v)}`,
  sortKey: sql<string>`k.sort_key`,
});

type Page = { after?: Cursor | null; before?: Cursor | null; size?: number };

/** The stream, the latest first; what is said about one's own visits with the unread first. */
export async function listStream(
  ctx: Context,
  filter: StreamFilter,
  { after = null, before = null, size = streamSize }: Page = {},
) {
  const reading = readingOf(ctx);
  const byTalk = reading === 'own' || filter.show === 'questions';
  const back = !byTalk && Boolean(before) && !after;
  const cursor = after ?? (byTalk ? null : before);
  const passing = teamWhere(ctx, filter);
  const keys = byTalk
    ? talkedKeys(ctx, filter, reading, size + 1, cursor)
    : teamKeys(ctx, filter, size + 1, cursor ? sql`${passing} and ${beyondTime(cursor, back)}` : passing, back);
  const order = byTalk
    ? sql`w.sort_key desc, w.id desc`
    : back
      ? sql`w.sort_key, w.id desc`
      : sql`w.sort_key desc, w.id`;
  const found = await ctx.db
    .select(shown(ctx))
    .from(
      sql`(select w.*, row_number() over (order by ${order}) as place from ${keys} w order by ${order} limit ${size + 1}) k`,
    )
    .innerJoin(visits, sql`${visits.tenantId} = k.tenant_id and ${visits.id} = k.id and ${visits.deletedAt} is null`)
    .leftJoin(accounts, and(eq(accounts.tenantId, visits.tenantId), eq(accounts.id, visits.accountId)))
    .leftJoin(people, eq(people.id, visits.ownerId))
    .orderBy(sql`k.place`);
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (back) rows.reverse();
  const edge = (row: (typeof rows)[number] | undefined) =>
    row ? writeCursor({ value: byTalk ? row.sortKey : row.plannedAt.getTime(), id: row.id }) : null;
  return {
    rows,
    before: !byTalk && (back ? more : cursor) ? edge(rows[0]) : null,
    after: (back ? true : more) ? edge(rows.at(-1)) : null,
  };
}
export type StreamRow = Awaited<ReturnType<typeof listStream>>['rows'][number];

/** The visits before and after this one in the stream. */
export async function neighbours(ctx: Context, filter: StreamFilter, visit: { id: string; plannedAt: Date }) {
  if (readingOf(ctx) === 'own' || filter.show === 'questions') {
    const { rows } = await listStream(ctx, filter, { size: 200 });
    const at = rows.findIndex((row) => row.id === visit.id);
    return { previous: rows[at - 1]?.id ?? null, next: rows[at + 1]?.id ?? null };
  }
  const cursor = { value: visit.plannedAt.getTime(), id: visit.id };
  const [newer, older] = await Promise.all([
    listStream(ctx, filter, { before: cursor, size: 1 }),
    listStream(ctx, filter, { after: cursor, size: 1 }),
  ]);
  return { previous: newer.rows[0]?.id ?? null, next: older.rows[0]?.id ?? null };
}

/** How much there is to read, counted no further than the cap. */
export function countUnread(ctx: Context): Promise<number> {
  const filter: StreamFilter = { show: 'unread', personId: null };
  return readingOf(ctx) === 'team'
    ? countKeys(ctx, teamKeys(ctx, filter, unreadCap + 1, teamWhere(ctx, filter)))
    : countKeys(ctx, talkedKeys(ctx, filter, 'own', unreadCap + 1, null));
}

/** How many explanations wait for a lead. */
export function countExplained(ctx: Context): Promise<number> {
  const filter: StreamFilter = { show: 'explained', personId: null };
  return countKeys(ctx, teamKeys(ctx, filter, unreadCap + 1, teamWhere(ctx, filter)));
}

// the limit ends the walk in the first company that has as many, instead of in the last
async function countKeys({ db }: Context, keys: SQL): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from ${keys} k limit ${unreadCap + 1}) x`,
  );
  return Number(row?.n ?? 0);
}
