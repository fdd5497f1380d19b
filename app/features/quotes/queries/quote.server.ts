import { and, asc, desc, eq, ne, type SQL, sql } from 'drizzle-orm';
import { accounts, opportunities, people, quoteLines, quoteSites, quotes, quoteVersions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { can } from '~/core/permissions';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';

export type Quote = typeof quotes.$inferSelect;
export type QuoteSite = typeof quoteSites.$inferSelect;
export type QuoteLine = typeof quoteLines.$inferSelect;
export type QuoteVersion = typeof quoteVersions.$inferSelect;

export const quoteHere = (ctx: Context, id: string): SQL =>
  and(inReach(ctx, quotes.tenantId), eq(quotes.id, id), inScope(ctx, quotes, quotes.accountId))!;

/** What is left of a quote is for who may see our cost; for anybody else it is not there. */
const marginFor = (ctx: Context) =>
  can(ctx.actor, 'quote.cost') ? sql<number | null>`${quotes.marginBp}` : sql<number | null>`null::integer`;

/** A quote of the person's scope with what its page is headed by; without our cost for who may not see it. */
export async function getQuote(ctx: Context, id: string) {
  const [row] = isId(id)
    ? await ctx.db
        .select({
          quote: quotes,
          dealTitle: opportunities.title,
          accountName: accounts.name,
          enterpriseId: accounts.enterpriseId,
          ownerName: people.name,
        })
        .from(quotes)
        .innerJoin(
          opportunities,
          and(eq(opportunities.tenantId, quotes.tenantId), eq(opportunities.id, quotes.opportunityId)),
        )
        .leftJoin(accounts, and(eq(accounts.tenantId, quotes.tenantId), eq(accounts.id, quotes.accountId)))
        .leftJoin(people, eq(people.id, quotes.ownerId))
        .where(quoteHere(ctx, id))
    : [];
  if (!row) throw notFound();
  return can(ctx.actor, 'quote.cost') ? row : { ...row, quote: { ...row.quote, costFen: null, marginBp: null } };
}

/** The quote for a command that changes it: nobody else does meanwhile. */
export async function lockQuote(ctx: Context, id: string): Promise<Quote> {
  const [row] = isId(id) ? await ctx.db.select().from(quotes).where(quoteHere(ctx, id)).for('update') : [];
  if (!row) throw notFound();
  return row;
}

type Whose = Pick<Quote, 'tenantId' | 'id'>;

export const listSites = (ctx: Context, { tenantId, id }: Whose): Promise<QuoteSite[]> =>
  ctx.db
    .select()
    .from(quoteSites)
    .where(and(eq(quoteSites.tenantId, tenantId), eq(quoteSites.quoteId, id)))
    .orderBy(asc(quoteSites.position), asc(quoteSites.id));

export const listLines = (ctx: Context, { tenantId, id }: Whose): Promise<QuoteLine[]> =>
  ctx.db
    .select()
    .from(quoteLines)
    .where(and(eq(quoteLines.tenantId, tenantId), eq(quoteLines.quoteId, id)))
    .orderBy(asc(quoteLines.position), asc(quoteLines.id));

/** The versions that were sent, the newest first. */
export async function listVersions(ctx: Context, { tenantId, id }: Whose): Promise<QuoteVersion[]> {
  const rows = await ctx.db
    .select()
    .from(quoteVersions)
    .where(and(eq(quoteVersions.tenantId, tenantId), eq(quoteVersions.quoteId, id)))
    .orderBy(desc(quoteVersions.revision))
    .limit(50);
  return can(ctx.actor, 'quote.cost') ? rows : rows.map((row) => ({ ...row, marginBp: null }));
}

const brief = {
  id: quotes.id,
  number: quotes.number,
  title: quotes.title,
  state: quotes.state,
  revision: quotes.revision,
  totalFen: quotes.totalFen,
  updatedAt: quotes.updatedAt,
};

/** The quotes of one deal, the newest first. */
export const listQuotesOfDeal = (ctx: Context, deal: { tenantId: number; id: string }) =>
  ctx.db
    .select(brief)
    .from(quotes)
    .where(and(eq(quotes.tenantId, deal.tenantId), eq(quotes.opportunityId, deal.id)))
    .orderBy(desc(quotes.updatedAt), asc(quotes.id))
    .limit(20);
export type QuoteBrief = Awaited<ReturnType<typeof listQuotesOfDeal>>[number];

/** Copies of this quote, what it was copied from, and others of the deal: what it can be compared with. */
export const listOthers = (ctx: Context, quote: Quote) =>
  ctx.db
    .select(brief)
    .from(quotes)
    .where(
      and(eq(quotes.tenantId, quote.tenantId), eq(quotes.opportunityId, quote.opportunityId), ne(quotes.id, quote.id)),
    )
    .orderBy(desc(quotes.updatedAt), asc(quotes.id))
    .limit(20);

export type Precedent = { id: string; number: string; title: string; discountBp: number; marginBp: number | null };

/** Quotes like this one that were approved: of the same products, half to twice as large; the latest six. */
export async function listPrecedents(ctx: Context, quote: Quote): Promise<Precedent[]> {
  if (!quote.productLines.length || quote.totalFen <= 0) return [];
  const lines = sql`array[${sql.join(
    quote.productLines.map((line) => sql`${line}`),
    sql`, `,
  )}]::text[]`;
  return ctx.db
    .select({
      id: quotes.id,
      number: quotes.number,
      title: quotes.title,
      discountBp: quotes.deepestBp,
      marginBp: marginFor(ctx),
    })
    .from(quotes)
    .where(
      and(
        eq(quotes.tenantId, quote.tenantId),
        sql`${quotes.state} in ('approved', 'sent', 'accepted')`,
        ne(quotes.id, quote.id),
        sql`${quotes.productLines} && ${lines}`,
        sql`${quotes.totalFen} between ${Math.floor(quote.totalFen / 2)} and ${quote.totalFen * 2}`,
        inScope(ctx, quotes, quotes.accountId),
      ),
    )
    .orderBy(desc(quotes.updatedAt), asc(quotes.id))
    .limit(6);
}
