import { and, eq, inArray, sql } from 'drizzle-orm';
import { accounts, people, quotes } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { bothWays, changedSince, cutPage, pageOfKeys } from '~/core/order.server';
import { pageSize, readCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { inReach } from '~/core/scope.server';
import type { QuoteState } from '../rules';

export const quoteShows = ['open', 'sent', 'accepted', 'ended'] as const;
export type QuoteShow = (typeof quoteShows)[number];
const states: Record<QuoteShow, readonly QuoteState[]> = {
  open: ['draft', 'in_approval', 'returned', 'approved'],
  sent: ['sent'],
  accepted: ['accepted'],
  ended: ['declined', 'expired', 'withdrawn'],
};

export const quoteOrders = bothWays('updated', sql`t.updated_at`, 'timestamptz', true);
type Changed = { sort?: keyof typeof quoteOrders; since?: Date | null };

/** Quotes in sight, those worked on last first unless asked otherwise; in every state without `show`. */
export async function listQuotes(
  ctx: Context,
  show: QuoteShow | null,
  after: string | null,
  limit = pageSize,
  { sort = '-updated', since }: Changed = {},
) {
  const wanted = show && sql.raw(states[show].map((state) => `'${state}'`).join(', '));
  const { keys, sorted, exact } = pageOfKeys(ctx, quotes, {
    order: quoteOrders[sort],
    where: sql`${wanted ? sql`t.state in (${wanted})` : sql`true`} and ${changedSince(since)}`,
    after: readCursor(after),
    limit,
    account: quotes.accountId,
  });
  const found = [
    ...(await ctx.db.execute<{ id: string; exact: string }>(
      sql`select k.id, ${exact} as exact from ${keys} order by ${sorted}`,
    )),
  ];
  const { rows: page, next } = cutPage(found, limit);
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
    after: next,
  };
}
export type QuoteRow = Awaited<ReturnType<typeof listQuotes>>['rows'][number];
