import { and, asc, eq, isNull } from 'drizzle-orm';
import { attachments, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';

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

/** One file for who may see its visit. */
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
  return file;
}
