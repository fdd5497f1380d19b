import type { Context } from '~/core/context.server';
import { checkInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { type Result, refused } from '~/core/result';
import { readUpload } from '~/core/upload.server';
import { getVisit } from '~/features/visits/queries/detail.server';
import { addFile } from './commands/add.server';
import { addFileInput } from './input';
import { receiveFile } from './receive.server';

/** Takes the file of a multipart form; nobody who may not add one sends its bytes for nothing. */
export async function addFromRequest(ctx: Context, visitId: string, request: Request): Promise<Result<{ id: string }>> {
  const { visit } = await getVisit(ctx, visitId);
  requirePermission(ctx.actor, 'visit.log', visit);
  const { typed, file, refusal } = await readUpload(request, receiveFile);
  const input = checkInput(typed, addFileInput);
  if (!input.ok) return input;
  if (!file) return refused('invalid', { fields: { file: refusal ?? 'attachment.missing' } });
  return addFile(ctx, visitId, input.value, file);
}
