import { and, eq } from 'drizzle-orm';
import { quotePapers } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { enqueue } from '~/core/jobs.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { childOf } from '~/features/quotes/commands/change.server';
import { composeDocument } from '~/features/quotes/compose.server';
import { getQuote, listLines, listSites, type Quote } from '~/features/quotes/queries/quote.server';
import { sentVersion } from '../queries.server';
import { type PaperLocale, paperLocales } from '../rules';

const askWorker = (ctx: Context, tenantId: number, paperId: string) =>
  enqueue(
    ctx,
    'offers.paper',
    { actorId: ctx.actor.personId, role: ctx.actor.role, paperId, tenantId },
    `offers.paper:${paperId}`,
  );

async function ask(ctx: Context, quote: Quote, versionId: string | null, id: string, locale: PaperLocale) {
  const document = versionId
    ? null
    : await composeDocument(ctx, quote, await listSites(ctx, quote), await listLines(ctx, quote));
  const row = { ...childOf(quote), id, versionId, locale, document, createdBy: ctx.actor.personId, createdAt: ctx.now };
  const [added] = await ctx.db.insert(quotePapers).values(row).onConflictDoNothing().returning({ id: quotePapers.id });
  if (added) {
    await askWorker(ctx, quote.tenantId, id);
    return id;
  }
  const ofVersion = versionId
    ? and(eq(quotePapers.versionId, versionId), eq(quotePapers.locale, locale))
    : eq(quotePapers.id, id);
  const [known] = await ctx.db
    .select({ id: quotePapers.id, state: quotePapers.state })
    .from(quotePapers)
    .where(and(eq(quotePapers.tenantId, quote.tenantId), eq(quotePapers.quoteId, quote.id), ofVersion));
  if (known?.state === 'failed') {
    await ctx.db
      .update(quotePapers)
      .set({ state: 'waiting' })
      .where(and(eq(quotePapers.tenantId, quote.tenantId), eq(quotePapers.id, known.id)));
    await askWorker(ctx, quote.tenantId, known.id);
  }
  return known?.id ?? id;
}

/** Asks for the quote as PDF: of what was sent, which is made once in each language, else of the draft as it stands. */
export const askPaper = (
  ctx: Context,
  quoteId: string,
  { id, locale }: { id: string; locale: PaperLocale },
): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const { quote } = await getQuote(ctx, quoteId);
    requirePermission(ctx.actor, 'quote.read', quote);
    const version = await sentVersion(ctx, quote);
    return ok({ id: await ask(ctx, quote, version?.id ?? null, id, locale) });
  });

/** For the customer, who may want either language. */
export async function askPapersOf(ctx: Context, quote: Quote, versionId: string) {
  for (const locale of paperLocales) await ask(ctx, quote, versionId, newId(), locale);
}
