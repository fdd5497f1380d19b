import { type SQL, sql } from 'drizzle-orm';
import { leads } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { beyond, bothWays, changedSince, cutPage, orderOf } from '~/core/order.server';
import { type Cursor, countCap, pageSize } from '~/core/paging';
import { spelled } from '~/core/spelled.server';
import type { LeadSource, LeadState } from '../rules';
import { inMyPool } from './lead.server';

export const leadShows = ['mine', 'pool', 'open', 'ended'] as const;
export type LeadShow = (typeof leadShows)[number];

type Row = {
  id: string;
  company: string;
  contact_name: string;
  need: string;
  state: LeadState;
  source: LeadSource;
  campaign: string | null;
  holder: string | null;
  due_at: string | null;
  created_at: string;
  exact: string;
};
export type LeadRow = {
  id: string;
  company: string;
  contactName: string;
  need: string;
  state: LeadState;
  source: LeadSource;
  campaign: string | null;
  holderName: string | null;
  dueAt: Date | null;
  createdAt: Date;
};

const states: Record<LeadShow, readonly LeadState[]> = {
  mine: ['offered', 'accepted'],
  pool: ['pool'],
  open: ['new', 'pool', 'offered', 'accepted'],
  ended: ['converted', 'disqualified', 'duplicate'],
};
const each = (values: readonly number[]) => sql.raw(`'{${values.map((n) => Math.trunc(n)).join(',')}}'::integer[]`);

/** The ways a list's rows can be in sight, each an ordered index scan per state: no scan sees more than a page. */
function branches({ actor }: Context, show: LeadShow, of: SQL): SQL[] {
  const ways: SQL[] = [];
  if (show === 'mine') return [sql`${of}.holder_id = ${actor.personId}`];
  if (actor.visibleTenants.length) ways.push(sql`${of}.tenant_id = any(${each(actor.visibleTenants)})`);
  if (actor.visibleUnits.length) ways.push(sql`${of}.unit_id = any(${each(actor.visibleUnits)})`);
  if (show === 'ended' || show === 'open') ways.push(sql`${of}.holder_id = ${actor.personId}`);
  return ways;
}

function keys(ctx: Context, show: LeadShow, after: Cursor | null, limit: number): SQL {
  const past = after ? sql`and (l.created_at, l.id) < (${String(after.value)}::timestamptz, ${after.id}::uuid)` : sql``;
  const scan = (where: SQL) =>
    sql.join(
      states[show].map(
        (
          state,
        ) => sql`(select l.tenant_id, l.id, l.created_at from ${leads} l where ${where} and l.state = ${spelled(state)} ${past}
          order by l.created_at desc, l.id desc limit ${limit})`,
      ),
      sql` union `,
    );
  const pool =
    show === 'pool' || show === 'open'
      ? sql` union (select leads.tenant_id, leads.id, leads.created_at from ${leads} where ${inMyPool(ctx)}
          ${after ? sql`and (leads.created_at, leads.id) < (${String(after.value)}::timestamptz, ${after.id}::uuid)` : sql``}
          order by leads.created_at desc, leads.id desc limit ${limit})`
      : sql``;
  const ways = branches(ctx, show, sql`l`);
  const first = ways.length
    ? sql.join(ways.map(scan), sql` union `)
    : sql`(select tenant_id, id, created_at from ${leads} where false)`;
  return sql`${first}${pool}`;
}

/** Leads of a list in sight, the latest first. */
export async function listLeads(ctx: Context, show: LeadShow, after: Cursor | null, limit = pageSize) {
  const page = sql`(select tenant_id, id, created_at as sort_key from (${keys(ctx, show, after, limit + 1)}) u
    order by created_at desc, id desc limit ${limit + 1}) k`;
  const { rows, next } = cutPage(await rowsOf(ctx, page, sql`k.sort_key desc, k.id desc`), limit);
  return { rows, after: next };
}

const changes = bothWays('updated', sql`t.updated_at`, 'timestamptz');
type ChangeAsk = { sort: keyof typeof changes; after: Cursor | null; limit: number; since: Date | null };

/** In whatever state, or in those of a list, by their last change: one ordered index scan per way into sight. */
export async function listChangedLeads(ctx: Context, show: LeadShow | null, { sort, after, limit, since }: ChangeAsk) {
  const order = changes[sort];
  const wanted = show ? sql`t.state = any(${`{${states[show]}}`}::text[])` : sql`true`;
  const scan = (from: SQL, where: SQL) => sql`(select t.tenant_id, t.id, ${order.by} as sort_key from ${from} t
    where ${where} and ${wanted} and ${changedSince(since)} and ${beyond(order, after)}
    order by ${orderOf(order)} limit ${limit + 1})`;
  const ways = branches(ctx, show ?? 'open', sql`t`).map((way) => scan(sql`${leads}`, way));
  const pool = scan(sql`(select * from ${leads} where ${inMyPool(ctx)})`, sql`true`);
  const all = sql.join(show === 'mine' ? ways : [...ways, pool], sql` union `);
  const first = { ...order, by: sql`t.sort_key` };
  const page = sql`(select * from (${all}) t order by ${orderOf(first)} limit ${limit + 1}) k`;
  const sorted = sort === 'updated' ? sql`k.sort_key, k.id` : sql`k.sort_key desc, k.id desc`;
  return cutPage(await rowsOf(ctx, page, sorted), limit);
}

/** The leads of a page of keys `k`, in order. */
async function rowsOf(ctx: Context, keys: SQL, sorted: SQL): Promise<(LeadRow & { exact: string })[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select l.id, l.company, l.contact_name, l.need, l.state, l.source, l.campaign, p.name as holder, l.due_at, l.created_at,
      k.sort_key::text as exact
    from ${keys} join ${leads} l on l.tenant_id = k.tenant_id and l.id = k.id left join people p on p.id = l.holder_id
    order by ${sorted}`);
  return [...rows].map((row) => ({
    id: row.id,
    company: row.company,
    contactName: row.contact_name,
    need: row.need,
    state: row.state,
    source: row.source,
    campaign: row.campaign,
    holderName: row.holder,
    dueAt: row.due_at ? new Date(row.due_at) : null,
    createdAt: new Date(row.created_at),
    exact: row.exact,
  }));
}

/** Counted no further than the cap. */
export async function countLeads(ctx: Context, show: LeadShow): Promise<number> {
  const [row] = await ctx.db.execute<{ n: number }>(
    sql`select count(*)::int as n from (${keys(ctx, show, null, countCap + 1)}) u`,
  );
  return Math.min(Number(row?.n ?? 0), countCap + 1);
}
