import { type SQL, sql } from 'drizzle-orm';
import {
  accounts,
  attachments,
  competitorMoves,
  contacts,
  interactions,
  opportunities,
  visitComments,
  visits,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { inScope } from '~/core/scope.server';
import { keptDays, type RecycleKind } from './recycled';

export type Recycled = {
  kind: RecycleKind;
  id: string;
  name: string;
  accountName: string | null;
  ownerId: string;
  deletedAt: string;
  deletedBy: string | null;
};

type Asked = { kind?: RecycleKind | null; after?: string | null };

/** As PostgreSQL writes it, to the microsecond: what went together stands together. */
const written = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;

/** What was deleted in the last 30 days and lies in scope, the latest first, a page of all kinds or of one. */
export async function listRecycled(ctx: Context, asked: Asked = {}) {
  const read = readCursor(asked.after ?? null);
  const from = read && written.test(String(read.value)) ? { at: String(read.value), id: read.id } : null;
  const since = new Date(ctx.now.getTime() - keptDays * 86_400_000).toISOString();
  const beyond = from
    ? sql`and deleted_at <= ${from.at}::timestamptz and (deleted_at < ${from.at}::timestamptz or id > ${from.id}::uuid)`
    : sql``;
  const recent = sql`deleted_at >= ${since}::timestamptz ${beyond}`;
  const order = sql`order by deleted_at desc, id limit ${pageSize + 1}`;
  const of = async (kind: RecycleKind, rows: SQL, name: SQL, account: SQL) => {
    if (asked.kind && asked.kind !== kind) return [];
    const found = await ctx.db.execute<Record<string, string | null>>(sql`
      select r.id, ${name} as name, a.name as account_name, ${kind === 'comment' ? sql`r.author_id` : sql`r.owner_id`} as owner_id, (r.deleted_at at time zone 'UTC')::text || '+00' as deleted_at, p.name as deleted_by
      from (${rows}) r left join people p on p.id = r.deleted_by
      left join accounts a on a.tenant_id = r.tenant_id and a.id = ${account}`);
    return [...found].map(
      (row): Recycled => ({
        kind,
        id: String(row.id),
        name: String(row.name),
        accountName: row.account_name ?? null,
        ownerId: String(row.owner_id),
        deletedAt: String(row.deleted_at),
        deletedBy: row.deleted_by ?? null,
      }),
    );
  };
  const lists = await Promise.all([
    of(
      'account',
      sql`select * from accounts where ${recent} and not app.is_merged(tenant_id, id) and ${inScope(ctx, accounts, accounts.id)} ${order}`,
      sql`r.name`,
      sql`r.parent_id`,
    ),
    of(
      'contact',
      sql`select * from contacts where ${recent} and not app.is_merged_contact(tenant_id, id) and ${inScope(ctx, contacts, contacts.accountId)} ${order}`,
      sql`r.name`,
      sql`r.account_id`,
    ),
    of(
      'opportunity',
      sql`select * from opportunities where ${recent} and ${inScope(ctx, opportunities, opportunities.accountId)} ${order}`,
      sql`r.title`,
      sql`r.account_id`,
    ),
    of(
      'visit',
      sql`select * from visits where ${recent} and ${inScope(ctx, visits, visits.accountId)} ${order}`,
      sql`r.purpose`,
      sql`r.account_id`,
    ),
    of(
      'interaction',
      sql`select * from interactions where ${recent} and ${inScope(ctx, interactions, interactions.accountId)} ${order}`,
      sql`coalesce(r.subject, left(r.text, 80))`,
      sql`r.account_id`,
    ),
    of(
      'file',
      sql`select * from attachments where ${recent} and ${inScope(ctx, attachments, attachments.accountId)}
        and (exists (select from visits v where v.tenant_id = attachments.tenant_id and v.id = visit_id and v.deleted_at is null)
          or exists (select from opportunities o where o.tenant_id = attachments.tenant_id and o.id = opportunity_id and o.deleted_at is null)) ${order}`,
      sql`r.name`,
      sql`r.account_id`,
    ),
    of(
      'move',
      sql`select * from competitor_moves where ${recent} and ${inScope(ctx, competitorMoves, competitorMoves.accountId)} ${order}`,
      sql`(select c.name from competitors c where c.id = r.competitor_id)`,
      sql`r.account_id`,
    ),
    // whoever took words back shows them to nobody
    of(
      'comment',
      sql`select * from visit_comments where ${recent} and author_id = ${ctx.actor.personId} and deleted_by = author_id
        and ${inScope(ctx, visitComments, visitComments.accountId)} ${order}`,
      sql`left(r.text, 80)`,
      sql`r.account_id`,
    ),
  ]);
  const all = lists
    .flat()
    .sort((a, b) => (a.deletedAt === b.deletedAt ? compare(a.id, b.id) : compare(b.deletedAt, a.deletedAt)));
  const rows = all.slice(0, pageSize);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => ({ ...row, deletedAt: new Date(row.deletedAt.replace('+00', 'Z')).toISOString() })),
    after: all.length > pageSize && last ? writeCursor({ value: last.deletedAt, id: last.id }) : null,
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
