import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { attachments, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { getOpportunity } from '../opportunities/queries.server';

/** What was taken at a visit, in the order it came. */
export const listFiles = (ctx: Context, visitId: string) =>
  ctx.db
    .select({
      id: attachments.id,
      kind: attachments.kind,
      name: attachments.name,
      seconds: attachments.seconds,
      takenAt: attachments.takenAt,
      createdAt: attachments.createdAt,
      addedBy: people.name,
    })
    .from(attachments)
    .leftJoin(people, eq(people.id, attachments.addedBy))
    .where(
      and(
        eq(attachments.visitId, visitId),
        inReach(ctx, attachments.tenantId),
        isNull(attachments.deletedAt),
        inScope(ctx, attachments, attachments.accountId),
      ),
    )
    .orderBy(asc(attachments.createdAt), asc(attachments.id));

export type VisitFile = Awaited<ReturnType<typeof listFiles>>[number];

/** The files of a deal itself, the newest first. */
export const listDocuments = (ctx: Context, opportunityId: string) =>
  ctx.db
    .select({
      id: attachments.id,
      name: attachments.name,
      mime: attachments.mime,
      bytes: attachments.bytes,
      documentKind: attachments.documentKind,
      evidenceKey: attachments.evidenceKey,
      createdAt: attachments.createdAt,
      addedBy: people.name,
    })
    .from(attachments)
    .leftJoin(people, eq(people.id, attachments.addedBy))
    .where(
      and(
        eq(attachments.opportunityId, opportunityId),
        isNull(attachments.visitId),
        inReach(ctx, attachments.tenantId),
        isNull(attachments.deletedAt),
        inScope(ctx, attachments, attachments.accountId),
      ),
    )
    .orderBy(desc(attachments.createdAt), asc(attachments.id));
export type DealDocument = Awaited<ReturnType<typeof listDocuments>>[number];

/** One file for who may see its visit or its deal. */
export async function getFile(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'visit.read');
  if (!isId(id)) throw notFound();
  const [file] = await ctx.db
    .select()
    .from(attachments)
    .where(
      and(
        eq(attachments.id, id),
        inReach(ctx, attachments.tenantId),
        isNull(attachments.deletedAt),
        inScope(ctx, attachments, attachments.accountId),
      ),
    );
  if (!file) throw notFound();
  if (!file.visitId && file.opportunityId) await requireDeal(ctx, file.opportunityId);
  return file;
}

/** A file goes with its deal: out of sight or deleted, neither is there. */
async function requireDeal(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'opportunity.read');
  await getOpportunity(ctx, id);
}
