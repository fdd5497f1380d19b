import { and, desc, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm';
import { offerings, promotions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import type { PromotionShow } from './rules';

export type PromotionRow = typeof promotions.$inferSelect;

export async function getPromotion(ctx: Context, id: string) {
  const [row] = isId(id) ? await ctx.db.select().from(promotions).where(eq(promotions.id, id)) : [];
  if (!row) throw notFound();
  return row;
}

export const promotionsById = (ctx: Context, ids: string[]): Promise<PromotionRow[]> =>
  ids.length ? ctx.db.select().from(promotions).where(inArray(promotions.id, ids)) : Promise.resolve([]);

/** Offers that run or will, or those that are over, the last day last; a page at a time. */
export async function listPromotions(ctx: Context, day: string, show: PromotionShow, after: Cursor | null) {
  const isOver = sql`(${promotions.endsOn} < ${day} or ${promotions.endedAt} is not null)`;
  const rows = await ctx.db
    .select({ promotion: promotions, offering: offerings.name, offeringEn: offerings.nameEn })
    .from(promotions)
    .leftJoin(offerings, eq(offerings.id, promotions.offeringId))
    .where(
      and(
        show === 'over' ? isOver : sql`not ${isOver}`,
        after
          ? sql`(${promotions.endsOn} < ${String(after.value)} or (${promotions.endsOn} = ${String(after.value)} and ${promotions.id} > ${after.id}::uuid))`
          : undefined,
      ),
    )
    .orderBy(desc(promotions.endsOn), promotions.id)
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1)?.promotion;
  return {
    rows: page,
    after: rows.length > pageSize && last ? writeCursor({ value: last.endsOn, id: last.id }) : null,
  };
}

/** What runs today, those that end first coming first. */
export const listLivePromotions = (ctx: Context, day: string): Promise<PromotionRow[]> =>
  ctx.db
    .select()
    .from(promotions)
    .where(and(lte(promotions.startsOn, day), gte(promotions.endsOn, day), isNull(promotions.endedAt)))
    .orderBy(promotions.endsOn, promotions.id)
    .limit(100);

/** How often a customer has had each of these, in other quotes that are out or were accepted. */
export async function timesHad(
  ctx: Context,
  promotionIds: string[],
  customer: { tenantId: number; accountId: string; butQuoteId: string },
): Promise<Record<string, number>> {
  if (!promotionIds.length) return {};
  const rows = await ctx.db.execute<{ id: string; n: number }>(sql`
    select u.promotion_id as id, count(*)::int as n from promotion_uses u
    join quotes q on q.id = u.source_id and q.tenant_id = ${customer.tenantId}
    where q.account_id = ${customer.accountId} and q.id <> ${customer.butQuoteId}
      and u.promotion_id = any(${`{${promotionIds.join(',')}}`}::uuid[])
    group by 1`);
  return Object.fromEntries([...rows].map(({ id, n }) => [id, n]));
}

/**
 * Spends the budgets for a quote, all or none; the promotion whose budget does not reach any more, null when all do.
 * Twice for the same quote is once.
 */
export async function takePromotions(ctx: Context, quoteId: string, wanted: { id: string; fen: number }[]) {
  const list = (values: (string | number)[]) => `{${values.join(',')}}`;
  const [row] = await ctx.db.execute<{ short: string | null }>(
    sql`select app.take_promotions(${quoteId}, ${list(wanted.map(({ id }) => id))}::uuid[], ${list(wanted.map(({ fen }) => fen))}::bigint[]) as short`,
  );
  return row?.short ?? null;
}
