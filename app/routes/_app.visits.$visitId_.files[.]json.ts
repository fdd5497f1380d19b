import type { ActionFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { readInput } from '~/core/input.server';
import { addFromRequest } from '~/features/attachments/add-from-request.server';
import { changeFile } from '~/features/attachments/commands/change.server';
import { changeFileInput } from '~/features/attachments/input';

/** What the photos and voice notes of a page say to the server while its form stays open. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const answer = (result: { ok: boolean }) => Response.json(result, { status: result.ok ? 200 : 422 });
  const isFile = request.headers.get('Content-Type')?.startsWith('multipart/');
  if (isFile) return answer(await addFromRequest(ctx, id, request));
  const input = await readInput(request, changeFileInput);
  return answer(input.ok ? await changeFile(ctx, id, input.value) : input);
}
