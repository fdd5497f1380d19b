import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { accounts, people, quotes } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { inReach, scopedKeys } from '~/core/scope.server';
import type { QuoteState } from '../rules';

export const quoteShows = ['open', 'sent', 'accepted', 'ended'] as const;
export type QuoteShow = (typeof quoteShows)[number];
const states: Record<QuoteShow, readonly QuoteState[]> = {
  open: ['draft', 'in_approval', 'returned', 'approved'],
  sent: ['sent'],
  accepted: ['accepted'],
  ended: ['declined', 'expired', 'withdrawn'],
};

/** Quotes in sight, those worked on last first. */
export async function listQuotes(ctx: Context, show: QuoteShow, after: string | null, limit = pageSize) {
  const cursor = readCursor(after);
  const wanted = sql.raw(states[show].map((state) => `'${state}'`).join(', '));
  const past: SQL = cursor
    ? sql` and t.updated_at <= ${String(cursor.value)}::timestamptz and (t.updated_at < ${String(cursor.value)}::timestamptz or t.id > ${cursor.id}::uuid)`
    : sql``;
  const keys = scopedKeys(ctx, quotes, {
    where: sql`t.state in (${wanted})${past}`,
    sort: sql`t.updated_at`,
    order: sql`t.updated_at desc, t.id`,
    limit: limit + 1,
    account: quotes.accountId,
  });
  const found = [
    ...(await ctx.db.execute<{ id: string; sort_key: string }>(
      sql`select id, sort_key::text from ${keys} w order by w.sort_key desc, w.id limit ${limit + 1}`,
    )),
  ];
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const rows = page.length
    ? await ctx.db
        .select({
          id: quotes.id,
          number: quotes.number,
          title: quotes.title,
          state: quotes.state,
          siteCount: quotes.siteCount,
          totalFen: quotes.totalFen,
          marginBp: can(ctx.actor, 'quote.cost')
            ? sql<number | null>`${quotes.marginBp}`
            : sql<number | null>`null::integer`,
          deepestBp: quotes.deepestBp,
          validUntil: quotes.validUntil,
          updatedAt: quotes.updatedAt,
          accountName: sql<string | null>`coalesce(${accounts.shortName}, ${accounts.name})`,
          ownerName: people.name,
        })
        .from(quotes)
        .leftJoin(accounts, and(eq(accounts.tenantId, quotes.tenantId), eq(accounts.id, quotes.accountId)))
        .leftJoin(people, eq(people.id, quotes.ownerId))
        .where(
          and(
            inReach(ctx, quotes.tenantId),
            inArray(
              quotes.id,
              page.map(({ id }) => id),
            ),
          ),
        )
    : [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    rows: page.flatMap(({ id }) => byId.get(id) ?? []),
    after: found.length > limit && last ? writeCursor({ value: last.sort_key, id: last.id }) : null,
  };
}
export type QuoteRow = Awaited<ReturnType<typeof listQuotes>>['rows'][number];
