import { and, asc, desc, eq, sql } from 'drizzle-orm';
import {
  letterheads,
  mails,
  people,
  quoteLinks,
  quotePapers,
  quoteQuestions,
  quoteVersions,
  tenants,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import type { Quote } from '~/features/quotes/queries/quote.server';
import { type Letterhead, plainLetterhead } from './letterhead';

type Whose = Pick<Quote, 'tenantId' | 'id' | 'revision'>;

/** The version that was sent as the quote's present one; its document is asked for apart. */
export async function sentVersion(ctx: Context, { tenantId, id, revision }: Whose) {
  const told = {
    id: quoteVersions.id,
    revision: quoteVersions.revision,
    validUntil: quoteVersions.validUntil,
    sentAt: quoteVersions.sentAt,
    acceptedAt: quoteVersions.acceptedAt,
    acceptedName: quoteVersions.acceptedName,
    answeredTitle: quoteVersions.answeredTitle,
    declinedAt: quoteVersions.declinedAt,
    declinedName: quoteVersions.declinedName,
    declinedReason: quoteVersions.declinedReason,
  };
  const [row] = await ctx.db
    .select(told)
    .from(quoteVersions)
    .where(
      and(eq(quoteVersions.tenantId, tenantId), eq(quoteVersions.quoteId, id), eq(quoteVersions.revision, revision)),
    );
  return row ?? null;
}
export type SentVersion = NonNullable<Awaited<ReturnType<typeof sentVersion>>>;

export async function documentOf(ctx: Context, tenantId: number, versionId: string) {
  const [row] = await ctx.db
    .select({ document: quoteVersions.document })
    .from(quoteVersions)
    .where(and(eq(quoteVersions.tenantId, tenantId), eq(quoteVersions.id, versionId)));
  return row?.document ?? null;
}

/** The latest papers of a quote, newest first. */
export const listPapers = (ctx: Context, { tenantId, id }: Whose) =>
  ctx.db
    .select({
      id: quotePapers.id,
      versionId: quotePapers.versionId,
      locale: quotePapers.locale,
      state: quotePapers.state,
      bytes: quotePapers.bytes,
      pages: quotePapers.pages,
      missing: quotePapers.missing,
      createdAt: quotePapers.createdAt,
    })
    .from(quotePapers)
    .where(and(eq(quotePapers.tenantId, tenantId), eq(quotePapers.quoteId, id)))
    .orderBy(desc(quotePapers.createdAt), desc(quotePapers.id))
    .limit(10);
export type Paper = Awaited<ReturnType<typeof listPapers>>[number];

/** One paper for who may see its quote. */
export async function getPaper(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'quote.read');
  const [row] = isId(id)
    ? await ctx.db
        .select({
          tenantId: quotePapers.tenantId,
          id: quotePapers.id,
          quoteId: quotePapers.quoteId,
          versionId: quotePapers.versionId,
          locale: quotePapers.locale,
          document: quotePapers.document,
          state: quotePapers.state,
          sha256: quotePapers.sha256,
          createdAt: quotePapers.createdAt,
        })
        .from(quotePapers)
        .where(
          and(
            eq(quotePapers.id, id),
            inReach(ctx, quotePapers.tenantId),
            inScope(ctx, quotePapers, quotePapers.accountId),
          ),
        )
    : [];
  if (!row) throw notFound();
  return row;
}

/** The links to a version, newest first, and how the mail that carried each stands. */
export const listLinks = (ctx: Context, tenantId: number, versionId: string) =>
  ctx.db
    .select({
      id: quoteLinks.id,
      sentTo: quoteLinks.sentTo,
      createdAt: quoteLinks.createdAt,
      expiresAt: quoteLinks.expiresAt,
      revokedAt: quoteLinks.revokedAt,
      firstReadAt: quoteLinks.firstReadAt,
      usedAt: quoteLinks.usedAt,
      by: people.name,
      mailed: sql<boolean>`${mails.id} is not null`,
      mailSentAt: mails.sentAt,
      mailFailedAt: mails.failedAt,
    })
    .from(quoteLinks)
    .leftJoin(people, eq(people.id, quoteLinks.createdBy))
    .leftJoin(mails, and(eq(mails.tenantId, quoteLinks.tenantId), eq(mails.fact, sql`'offer:' || ${quoteLinks.id}`)))
    .where(and(eq(quoteLinks.tenantId, tenantId), eq(quoteLinks.versionId, versionId)))
    .orderBy(desc(quoteLinks.createdAt), desc(quoteLinks.id))
    .limit(20);
export type OfferLink = Awaited<ReturnType<typeof listLinks>>[number];

export const listQuestions = (ctx: Context, tenantId: number, versionId: string) =>
  ctx.db
    .select({
      id: quoteQuestions.id,
      name: quoteQuestions.name,
      text: quoteQuestions.text,
      createdAt: quoteQuestions.createdAt,
      answer: quoteQuestions.answer,
      answeredAt: quoteQuestions.answeredAt,
    })
    .from(quoteQuestions)
    .where(and(eq(quoteQuestions.tenantId, tenantId), eq(quoteQuestions.versionId, versionId)))
    .orderBy(asc(quoteQuestions.createdAt), asc(quoteQuestions.id))
    .limit(50);

/** A company's letterhead; where none was written, its name alone. `version` 0 is none. */
export async function letterheadOf(ctx: Context, tenantId: number): Promise<Letterhead & { version: number }> {
  const [[company], [row]] = await Promise.all([
    ctx.db.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, tenantId)),
    ctx.db.select().from(letterheads).where(eq(letterheads.tenantId, tenantId)),
  ]);
  return row ?? { ...plainLetterhead(company?.name ?? ''), version: 0 };
}
