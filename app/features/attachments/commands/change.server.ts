import { and, eq } from 'drizzle-orm';
import { attachments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { reassess } from '~/features/visits/commands/checks.server';
import { lockVisit, subjectOf } from '~/features/visits/commands/row.server';
import type { ChangeFileInput } from '../input';
import { visitFileKinds } from '../rules';
import { checkRoom } from './add.server';

/** Takes a file off the visit, or puts it back; its bytes stay where they are. */
export const changeFile = (
  ctx: Context,
  visitId: string,
  { intent, attachmentId }: ChangeFileInput,
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.log', visit);
    const here = and(
      eq(attachments.tenantId, visit.tenantId),
      eq(attachments.id, attachmentId),
      eq(attachments.visitId, visitId),
    );
    const [file] = await ctx.db.select().from(attachments).where(here);
    const kind = visitFileKinds.find((one) => one === file?.kind);
    if (!file || !kind) throw notFound();
    const isDeleting = intent === 'delete';
    if (isDeleting === (file.deletedAt !== null)) return ok(null);
    if (!isDeleting) {
      const room = await checkRoom(ctx, visit, kind);
      if (!room.ok) return room;
    }
    await ctx.db
      .update(attachments)
      .set({ deletedAt: isDeleting ? ctx.now : null, deletedBy: isDeleting ? ctx.actor.personId : null })
      .where(here);
    if (kind === 'photo') await reassess(ctx, visit);
    await record(ctx, `visit.${kind}_${isDeleting ? 'removed' : 'restored'}`, subjectOf('visit', visit), {
      [isDeleting ? 'before' : 'after']: { fileName: file.name },
    });
    return ok(null);
  });
