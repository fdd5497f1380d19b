import { and, eq } from 'drizzle-orm';
import { quotePapers } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { keepContent } from '~/core/files.server';
import { formatter } from '~/core/format';
import { makePaper } from '~/core/paper.server';
import { translate } from '~/locales/translate.server';
import { quotePaper } from './paper/quote-paper';
import { documentOf, getPaper, letterheadOf } from './queries.server';

const save = (ctx: Context, id: string, tenantId: number, values: Partial<typeof quotePapers.$inferInsert>) =>
  inTransaction(ctx, (ctx) =>
    ctx.db
      .update(quotePapers)
      .set(values)
      .where(and(eq(quotePapers.tenantId, tenantId), eq(quotePapers.id, id))),
  );

/** Makes a paper that waits. The bytes lie on disk before the row says so; done again, they are the same bytes. */
export async function makeQuotePaper(ctx: Context, paperId: string) {
  const paper = await getPaper(ctx, paperId);
  if (paper.state === 'made') return null;
  const [head, sent] = await Promise.all([
    letterheadOf(ctx, paper.tenantId),
    paper.versionId ? documentOf(ctx, paper.tenantId, paper.versionId) : null,
  ]);
  const document = sent ?? paper.document;
  if (!document) return null;
  const { locale } = paper;
  const t = translate(locale);
  const laid = quotePaper(document, head, { t, f: formatter(locale), locale }, !paper.versionId);
  const made = await makePaper({
    ...laid,
    at: new Date(`${document.preparedOn}T00:00:00+08:00`),
    language: locale,
    pageOf: (page, pages) => t('offer_paper.page', { page, pages }),
  });
  const sha256 = await keepContent(made.pdf);
  const missing = made.missing.join('').slice(0, 500) || null;
  await save(ctx, paperId, paper.tenantId, {
    ...{ state: 'made', sha256, bytes: made.pdf.length, pages: made.pages, missing, madeAt: ctx.now },
  });
  return { ...made, sha256 };
}

export const paperFailed = (ctx: Context, paperId: string, tenantId: number) =>
  save(ctx, paperId, tenantId, { state: 'failed' });
