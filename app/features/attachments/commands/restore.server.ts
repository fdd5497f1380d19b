import { and, eq } from 'drizzle-orm';
import { attachments } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import type { Result } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { changeFile } from './change.server';
import { changeDocument } from './document.server';

/** Puts a file back where it was taken off: a visit or a deal, by the rules of each. */
export async function restoreFile(ctx: Context, id: string): Promise<Result<null>> {
  const [file] = isId(id)
    ? await ctx.db
        .select({ visitId: attachments.visitId, opportunityId: attachments.opportunityId })
        .from(attachments)
        .where(
          and(
            eq(attachments.id, id),
            inReach(ctx, attachments.tenantId),
            inScope(ctx, attachments, attachments.accountId),
          ),
        )
    : [];
  if (file?.visitId) return changeFile(ctx, file.visitId, { intent: 'restore', attachmentId: id });
  if (file?.opportunityId) return changeDocument(ctx, file.opportunityId, { intent: 'restore', attachmentId: id });
  throw notFound();
}
