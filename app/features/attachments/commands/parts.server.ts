import { and, eq } from 'drizzle-orm';
import { attachments } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addPart, dropPartial, haveOf, isWhole, partialFile } from '~/core/partial-files.server';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inScope } from '~/core/scope.server';
import { getVisit } from '~/features/visits/queries/detail.server';
import type { PartInput, WholeFileInput } from '../input';
import { takeFile } from '../receive.server';
import { mostBytes, takesFiles, type VisitFileKind } from '../rules';
import { addFile, checkRoom } from './add.server';

const tooLarge = (kind: VisitFileKind, bytes: number) =>
  bytes > mostBytes[kind] ? refused('invalid', { fields: { file: `attachment.${kind}_too_large` } }) : null;

async function isAdded(ctx: Context, visitId: string, id: string) {
  const [row] = await ctx.db
    .select({ visitId: attachments.visitId })
    .from(attachments)
    .where(and(eq(attachments.id, id), inScope(ctx, attachments, attachments.accountId)));
  if (row && row.visitId !== visitId) throw notFound();
  return row !== undefined;
}

/** Takes one part. `fits` is false for a part that does not begin where the last one ended; `have` says where that is. */
export async function takePart(
  ctx: Context,
  visitId: string,
  { id, kind, sha256, bytes, from }: PartInput,
  part: Uint8Array,
): Promise<Result<{ fits: boolean; have: number }>> {
  const { visit } = await getVisit(ctx, visitId);
  requirePermission(ctx.actor, 'visit.log', visit);
  const refusal = tooLarge(kind, bytes);
  if (refusal) return refusal;
  if (part.length === 0 || from + part.length > bytes) throw badRequest();
  return ok(await addPart(partialFile(ctx.actor.personId, id, sha256), from, part));
}

/** Adds a file once all its parts are here; until then it answers how many bytes have come. */
export async function addFromParts(
  ctx: Context,
  visitId: string,
  input: WholeFileInput,
): Promise<Result<{ id: string } | { have: number }>> {
  const { id, kind, sha256, bytes, name } = input;
  const { visit } = await getVisit(ctx, visitId);
  requirePermission(ctx.actor, 'visit.log', visit);
  const target = partialFile(ctx.actor.personId, id, sha256);
  if (await isAdded(ctx, visitId, id)) {
    await dropPartial(target);
    return ok({ id });
  }
  // nobody sends bytes for nothing
  const refusal = tooLarge(kind, bytes);
  if (refusal) return refusal;
  if (!takesFiles(visit.status)) return refused('invalid', { fields: { file: 'attachment.not_yet' } });
  const room = await checkRoom(ctx, visit, kind);
  if (!room.ok) return room;
  const have = await haveOf(target);
  if (have < bytes) return ok({ have });
  if (bytes > 0 && !(await isWhole(target, sha256))) return ok({ have: 0 });
  const taken = await takeFile(kind, { path: target, bytes });
  const added = taken.ok
    ? await addFile(ctx, visitId, input, { ...taken.file, name: name ?? kind })
    : refused('invalid', { fields: { file: taken.reason } });
  await dropPartial(target);
  return added;
}
