import { and, count, eq, isNull } from 'drizzle-orm';
import { attachments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inScope } from '~/core/scope.server';
import { reassess } from '~/features/visits/commands/checks.server';
import { lockVisit, subjectOf, type VisitRow } from '~/features/visits/commands/row.server';
import { momentOf } from '~/features/visits/rules';
import type { AddFileInput } from '../input';
import type { KeptFile } from '../receive.server';
import { longestSeconds, mostFiles, plausibleTime, takesFiles, type VisitFileKind } from '../rules';

/** Whether the visit has place for one more of the kind. */
export async function checkRoom(ctx: Context, visit: VisitRow, kind: VisitFileKind): Promise<Result<null>> {
  const [held] = await ctx.db
    .select({ n: count() })
    .from(attachments)
    .where(
      and(
        eq(attachments.tenantId, visit.tenantId),
        eq(attachments.visitId, visit.id),
        eq(attachments.kind, kind),
        isNull(attachments.deletedAt),
      ),
    );
  if ((held?.n ?? 0) < mostFiles[kind]) return ok(null);
  return refused('invalid', { fields: { file: `attachment.${kind}_full` } });
}

/** The device's own time, put right by how far its clock is off. */
function deviceTime({ takenAt, sentAt }: AddFileInput, now: Date) {
  if (!takenAt || !sentAt) return null;
  return momentOf({ at: takenAt.toISOString(), sentAt: sentAt.toISOString() }, now).at;
}

/** Adds a file that is on disk already. Sent twice it is added once. */
export const addFile = (
  ctx: Context,
  visitId: string,
  input: AddFileInput,
  file: KeptFile & { name: string },
): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.log', visit);
    const { tenantId, unitId, ownerId, accountId, opportunityId } = visit;
    const [known] = await ctx.db
      .select({ visitId: attachments.visitId })
      .from(attachments)
      .where(
        and(
          eq(attachments.tenantId, tenantId),
          eq(attachments.id, input.id),
          inScope(ctx, attachments, attachments.accountId),
        ),
      );
    if (known && known.visitId !== visitId) throw notFound();
    if (known) return ok({ id: input.id });
    if (!takesFiles(visit.status)) return refused('invalid', { fields: { file: 'attachment.not_yet' } });
    const room = await checkRoom(ctx, visit, file.kind);
    if (!room.ok) return room;
    const { name, takenAt, ...kept } = file;
    const row = {
      ...kept,
      ...{ tenantId, id: input.id, unitId, ownerId, accountId, opportunityId, visitId },
      name: name.replace(/\p{C}/gu, '').slice(0, 200) || file.kind,
      seconds: file.kind === 'voice' && input.seconds !== null ? Math.min(input.seconds, longestSeconds) : null,
      takenAt: plausibleTime(takenAt, ctx.now) ?? plausibleTime(deviceTime(input, ctx.now), ctx.now),
      addedBy: ctx.actor.personId,
      createdAt: ctx.now,
    };
    const [added] = await ctx.db
      .insert(attachments)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: attachments.id });
    if (!added) throw notFound(); // the id is taken where this person does not see
    if (file.kind === 'photo') await reassess(ctx, visit);
    await record(ctx, `visit.${file.kind}_added`, subjectOf('visit', visit), {
      after: { fileName: row.name, bytes: file.bytes },
    });
    return ok({ id: input.id });
  });
