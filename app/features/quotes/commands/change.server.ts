import { and, eq } from 'drizzle-orm';
import { quotes } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record, type Subject } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Refused, type Result, refused } from '~/core/result';
import type { ProductLine } from '../../offerings/rules';
import { stale } from '../../people/history.server';
import { prunePicks } from '../picked';
import { addUp } from '../priced';
import { listLines, listSites, lockQuote, type Quote } from '../queries/quote.server';
import { isOpen } from '../rules';

export const subjectOf = (row: Quote): Subject => ({
  kind: 'quote',
  id: row.id,
  tenantId: row.tenantId,
  unitId: row.unitId,
  ownerId: row.ownerId,
  accountId: row.accountId,
});

/** What every child of a quote carries. */
export const childOf = (row: Quote) => ({
  tenantId: row.tenantId,
  unitId: row.unitId,
  ownerId: row.ownerId,
  accountId: row.accountId,
  quoteId: row.id,
});

export type QuotePatch = Partial<typeof quotes.$inferInsert>;

export async function saveQuote(ctx: Context, row: Quote, values: QuotePatch) {
  await ctx.db
    .update(quotes)
    .set({ ...values, updatedAt: ctx.now, version: row.version + 1 })
    .where(and(eq(quotes.tenantId, row.tenantId), eq(quotes.id, row.id)));
}

/** Reads all lines again and keeps what they come to with the quote. */
export async function addUpAgain(ctx: Context, row: Quote, patch: QuotePatch = {}) {
  const [sites, lines] = [await listSites(ctx, row), await listLines(ctx, row)];
  const bundles = prunePicks(patch.bundles ?? row.bundles, new Set(sites.map(({ id }) => id)));
  const { sum, economics } = addUp({ ...row, ...patch, bundles } as Quote, sites, lines);
  await saveQuote(ctx, row, {
    ...patch,
    bundles,
    siteCount: sites.length,
    lineCount: lines.length,
    oneOffFen: sum.oneOffFen,
    monthlyFen: sum.monthlyFen,
    totalFen: sum.totalFen,
    taxFen: sum.taxFen,
    costFen: economics.costFen,
    marginBp: economics.marginBp,
    deepestBp: economics.deepestBp,
    productLines: [...new Set<ProductLine>(lines.map(({ productLine }) => productLine))],
  });
  return sum;
}

type Work<T> = (
  ctx: Context,
  row: Quote,
) => Promise<Refused | { patch?: QuotePatch; after: Record<string, unknown>; value: T }>;

/** A change of an open quote: nobody else's meanwhile, nor of a version the person has not seen; all is added up after. */
export const changeQuote = <T>(
  ctx: Context,
  id: string,
  version: number,
  event: string,
  work: Work<T>,
): Promise<Result<T>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockQuote(ctx, id);
    requirePermission(ctx.actor, 'quote.write', row);
    if (row.version !== version) return stale(ctx, row.id);
    if (!isOpen(row.state)) return refused('quote.not_open');
    const done = await work(ctx, row);
    if ('ok' in done) return done;
    await addUpAgain(ctx, row, done.patch);
    await record(ctx, event, subjectOf(row), { after: done.after });
    return ok(done.value);
  });
