import { createHash, randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { mails, quoteLinks, quoteQuestions, quoteVersions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { subjectOf } from '~/features/quotes/commands/change.server';
import { lockQuote, type Quote } from '~/features/quotes/queries/quote.server';
import type { LinkInput } from '../input';
import { sentVersion } from '../queries.server';
import { linkDays } from '../rules';
import { askPapersOf } from './paper.server';

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** What was made: the secret to pass on, told this once, or null when it goes by mail. */
type Made = { linkId: string; secret: string | null };

/** A secret address for the customer, to be passed on by hand or sent by mail. Sent twice, there is one. */
export const makeLink = (ctx: Context, quoteId: string, input: Omit<LinkInput, 'intent'>): Promise<Result<Made>> =>
  inTransaction(ctx, async (ctx) => {
    const quote = await lockQuote(ctx, quoteId);
    requirePermission(ctx.actor, 'quote.send', quote);
    const version = await sentVersion(ctx, quote);
    if (!version || quote.state !== 'sent') return refused('offer.not_sent');
    const secret = randomBytes(32).toString('base64url');
    const { tenantId, unitId, ownerId, accountId } = quote;
    const [added] = await ctx.db
      .insert(quoteLinks)
      .values({
        ...{ tenantId, id: input.id, unitId, ownerId, accountId, versionId: version.id },
        tokenHash: hashOf(secret),
        sentTo: input.sentTo ?? input.email,
        expiresAt: new Date(ctx.now.getTime() + linkDays * 86_400_000),
        createdBy: ctx.actor.personId,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: quoteLinks.id });
    if (!added) return refused('offer.link_made_already');
    await askPapersOf(ctx, quote, version.id);
    if (input.email) await writeMail(ctx, tenantId, input.id, input.email, input.locale);
    await record(ctx, 'quote.link_made', subjectOf(quote), {
      after: { number: quote.number, sentTo: input.sentTo ?? input.email },
    });
    return ok({ linkId: input.id, secret: input.email ? null : secret });
  });

async function writeMail(ctx: Context, tenantId: number, linkId: string, address: string, locale: 'zh-CN' | 'en') {
  const mailId = newId();
  await ctx.db.insert(mails).values({
    ...{ tenantId, id: mailId, kind: 'offer' as const, fact: `offer:${linkId}`, address },
    ...{ params: { linkId, locale }, createdAt: ctx.now },
  });
  await enqueue(ctx, 'offers.mail', { tenantId, mailId }, `mail:${mailId}`);
}

/** The address opens nothing from now on. */
export const revokeLink = (ctx: Context, quoteId: string, linkId: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const quote = await lockQuote(ctx, quoteId);
    requirePermission(ctx.actor, 'quote.send', quote);
    const gone = await ctx.db
      .update(quoteLinks)
      .set({ revokedAt: ctx.now, revokedBy: ctx.actor.personId })
      .where(and(eq(quoteLinks.tenantId, quote.tenantId), eq(quoteLinks.id, linkId), isNull(quoteLinks.revokedAt)))
      .returning({ versionId: quoteLinks.versionId });
    if (gone.length) await record(ctx, 'quote.link_revoked', subjectOf(quote), { after: { number: quote.number } });
    return ok(null);
  });

async function questionOf(ctx: Context, quote: Quote, questionId: string) {
  const [row] = await ctx.db
    .select({ answer: quoteQuestions.answer, quoteId: quoteVersions.quoteId })
    .from(quoteQuestions)
    .innerJoin(
      quoteVersions,
      and(eq(quoteVersions.tenantId, quoteQuestions.tenantId), eq(quoteVersions.id, quoteQuestions.versionId)),
    )
    .where(and(eq(quoteQuestions.tenantId, quote.tenantId), eq(quoteQuestions.id, questionId)));
  if (row?.quoteId !== quote.id) throw notFound();
  return row;
}

/** Answers what the customer asked; they read it on their page. The first answer stays. */
export const answerQuestion = (
  ctx: Context,
  quoteId: string,
  { questionId, answer }: { questionId: string; answer: string },
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const quote = await lockQuote(ctx, quoteId);
    requirePermission(ctx.actor, 'quote.send', quote);
    const known = await questionOf(ctx, quote, questionId);
    if (known.answer !== null) return known.answer === answer ? ok(null) : refused('offer.answered_already');
    await ctx.db
      .update(quoteQuestions)
      .set({ answer, answeredAt: ctx.now, answeredBy: ctx.actor.personId })
      .where(and(eq(quoteQuestions.tenantId, quote.tenantId), eq(quoteQuestions.id, questionId)));
    await record(ctx, 'quote.question_answered', subjectOf(quote), { after: { number: quote.number } });
    return ok(null);
  });
