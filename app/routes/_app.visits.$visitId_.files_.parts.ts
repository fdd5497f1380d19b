import type { ActionFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { checkInput, readInput } from '~/core/input.server';
import { badRequest } from '~/core/refusals.server';
import { refused } from '~/core/result';
import { addFromParts, takePart } from '~/features/attachments/commands/parts.server';
import { partInput, wholeFileInput } from '~/features/attachments/input';
import { mostPartBytes } from '~/features/attachments/rules';

/**
 * A file that arrives in parts, over a line that may break at any time. POST names the whole file and is answered 200
 * when it is stored, 202 with `have` while bytes are missing; PUT brings the part from there on, 409 where it does not
 * fit.
 */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const visitId = params.visitId!;
  if (request.method === 'PUT') {
    const part = new Uint8Array(await request.arrayBuffer()); // read in any case, or the line would stay blocked
    const input = checkInput(Object.fromEntries(new URL(request.url).searchParams), partInput);
    if (!input.ok || part.length > mostPartBytes) throw badRequest();
    const taken = await takePart(ctx, visitId, input.value, part);
    if (!taken.ok) return Response.json(taken, { status: 422 });
    return Response.json({ have: taken.value.have }, { status: taken.value.fits ? 200 : 409 });
  }
  if (request.method !== 'POST') throw badRequest();
  const input = await readInput(request, wholeFileInput);
  if (!input.ok) return Response.json(input, { status: 422 });
  if (input.value.person !== ctx.actor.personId) {
    return Response.json(refused('outbox.other_person'), { status: 403 });
  }
  const result = await addFromParts(ctx, visitId, input.value);
  if (!result.ok) return Response.json(result, { status: 422 });
  return Response.json(result.value, { status: 'have' in result.value ? 202 : 200 });
}
