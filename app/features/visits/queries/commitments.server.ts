import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { accounts, commitments, people, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isDay, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { bothWays, changedSince, cutPage, pageOfKeys } from '~/core/order.server';
import { type Cursor, countCap, pageSize, writeCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope, type Narrowing, scopedKeys } from '~/core/scope.server';
import type { CommitmentShow, CommitmentSide } from '../rules';

/** Whose, and which of them; a unit and a first due day come from the kept rate, an account from its page. */
export type CommitmentFilter = {
  reach: 'mine' | 'team';
  show: CommitmentShow;
  accountId?: string | null;
  side?: CommitmentSide | null;
  dueSince?: string | null;
  unitIds?: number[] | null;
};

const listed = {
  id: commitments.id,
  version: commitments.version,
  side: commitments.side,
  text: commitments.text,
  dueOn: commitments.dueOn,
  state: commitments.state,
  settledOn: commitments.settledOn,
  evidence: commitments.evidence,
  answer: commitments.answer,
  answerChannel: commitments.answerChannel,
  answeredAt: commitments.answeredAt,
  cancelReason: commitments.cancelReason,
  ownerId: commitments.ownerId,
  ownerName: people.name,
  accountId: accounts.id,
  // who is to keep it may not see the customer, but has to know whose promise it is
  accountName: sql<
    string | null
  >`coalesce(${accounts.name}, app.promised_to(${commitments.tenantId}, ${commitments.id}))`,
  visitId: visits.id,
};
export type ListedCommitment = Awaited<ReturnType<typeof listCommitments>>['rows'][number];

const whoKeeps = eq(people.id, commitments.ownerId);
const whose = and(eq(accounts.tenantId, commitments.tenantId), eq(accounts.id, commitments.accountId));
const madeAt = and(
  eq(visits.tenantId, commitments.tenantId),
  eq(visits.id, commitments.visitId),
  isNull(visits.deletedAt),
);

const narrowing = ({ actor }: Context, { reach, unitIds }: Pick<CommitmentFilter, 'reach' | 'unitIds'>): Narrowing =>
  unitIds ? { unitIds } : reach === 'mine' ? { ownerId: actor.personId } : {};

const conditionOf = (show: CommitmentShow, day: string): SQL =>
  ({
    open: sql`t.state = 'open'`,
    overdue: sql`t.state = 'open' and t.due_on < ${day}::date`,
    broken: sql`t.state = 'broken'`,
    settled: sql`t.state in ('kept', 'broken', 'cancelled')`,
    on_time: sql`t.state = 'kept' and coalesce(t.settled_on, t.due_on) <= t.due_on`,
    late: sql`t.state = 'kept' and t.settled_on > t.due_on`,
  })[show];

type Narrowed = Omit<CommitmentFilter, 'show'> & { show: CommitmentShow | null };

function conditions(ctx: Context, { show, accountId, side, dueSince }: Narrowed) {
  const day = today(ctx.now);
  const all = [sql`t.deleted_at is null`];
  if (show) all.push(conditionOf(show, day));
  if (accountId) all.push(sql`t.account_id = ${accountId}::uuid`);
  if (side) all.push(sql`t.side = ${side}`);
  if (dueSince) all.push(sql`t.due_on between ${dueSince}::date and ${day}::date`);
  return sql.join(all, sql` and `);
}

/** Open ones by what is due first, settled ones by what was due last. */
function sorting({ show }: CommitmentFilter, back: boolean) {
  const descending = (show !== 'open' && show !== 'overdue') !== back;
  const direction = descending ? sql.raw('desc') : sql.raw('asc');
  return { descending, direction };
}

function beyond({ value, id }: Cursor, descending: boolean): SQL {
  if (typeof value !== 'string' || !isDay(value)) return sql`true`;
  return descending
    ? sql`(t.due_on, t.id) < (${value}::date, ${id}::uuid)`
    : sql`(t.due_on, t.id) > (${value}::date, ${id}::uuid)`;
}

type Page = { after?: Cursor | null; before?: Cursor | null; size?: number };

export async function listCommitments(
  ctx: Context,
  filter: CommitmentFilter,
  { after, before, size = pageSize }: Page = {},
) {
  const back = Boolean(before) && !after;
  const cursor = after ?? before ?? null;
  const { descending, direction } = sorting(filter, back);
  const where = cursor ? sql`${conditions(ctx, filter)} and ${beyond(cursor, descending)}` : conditions(ctx, filter);
  const keys = scopedKeys(ctx, commitments, {
    where,
    sort: sql`t.due_on`,
    order: sql`t.due_on ${direction}, t.id ${direction}`,
    limit: size + 1,
    account: commitments.accountId,
    narrow: narrowing(ctx, filter),
  });
  const found = await rowsOf(
    ctx,
    sql`(select * from ${keys} w order by w.sort_key ${direction}, w.id ${direction} limit ${size + 1}) k`,
    sql`k.sort_key ${direction}, k.id ${direction}`,
  );
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (back) rows.reverse();
  const edge = (row: (typeof rows)[number] | undefined) => (row ? writeCursor({ value: row.dueOn, id: row.id }) : null);
  return {
    rows,
    before: (back ? more : cursor) ? edge(rows[0]) : null,
    after: (back ? true : more) ? edge(rows.at(-1)) : null,
  };
}

/** The promises of a page of keys `k`, in order. */
const rowsOf = (ctx: Context, keys: SQL, sorted: SQL) =>
  ctx.db
    .select({ ...listed, exact: sql<string>`k.sort_key::text` })
    .from(keys)
    .innerJoin(commitments, sql`${commitments.tenantId} = k.tenant_id and ${commitments.id} = k.id`)
    .leftJoin(people, whoKeeps)
    .leftJoin(accounts, whose)
    .leftJoin(visits, madeAt)
    .orderBy(sorted);

const changes = bothWays('updated', sql`t.updated_at`, 'timestamptz');
type ChangeAsk = { sort: keyof typeof changes; after: Cursor | null; limit: number; since: Date | null };

/** By their last change, settled or not unless asked for some. */
export async function listChangedCommitments(ctx: Context, filter: Narrowed, { sort, after, limit, since }: ChangeAsk) {
  const { keys, sorted } = pageOfKeys(ctx, commitments, {
    order: changes[sort],
    where: sql`${conditions(ctx, filter)} and ${changedSince(since)}`,
    after,
    limit,
    account: commitments.accountId,
    narrow: narrowing(ctx, filter),
  });
  return cutPage(await rowsOf(ctx, keys, sorted), limit);
}

export async function countCommitments(ctx: Context, filter: CommitmentFilter): Promise<number> {
  const keys = scopedKeys(ctx, commitments, {
    where: conditions(ctx, filter),
    sort: sql`t.due_on`,
    order: sql`t.due_on, t.id`,
    limit: countCap + 1,
    account: commitments.accountId,
    narrow: narrowing(ctx, filter),
  });
  const [row] = await ctx.db.execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from ${keys} k limit ${countCap + 1}) x`,
  );
  return Number(row?.n ?? 0);
}

const here = (ctx: Context, id: string) =>
  and(
    eq(commitments.id, id),
    isNull(commitments.deletedAt),
    inReach(ctx, commitments.tenantId),
    inScope(ctx, commitments, commitments.accountId),
  );

export async function getCommitment(ctx: Context, id: string) {
  const [row] = isId(id) ? await ctx.db.select().from(commitments).where(here(ctx, id)) : [];
  if (!row) throw notFound();
  return row;
}

/** One promise as the board shows it. */
export async function getListedCommitment(ctx: Context, id: string) {
  const [row] = isId(id)
    ? await ctx.db
        .select({ ...listed, tenantId: commitments.tenantId })
        .from(commitments)
        .leftJoin(people, whoKeeps)
        .leftJoin(accounts, whose)
        .leftJoin(visits, madeAt)
        .where(here(ctx, id))
    : [];
  if (!row) throw notFound();
  return row;
}
