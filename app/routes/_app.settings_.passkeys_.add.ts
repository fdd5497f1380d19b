import type { ActionFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { checked, checkInput, readBody } from '~/core/input.server';
import { addPasskey, askForNewPasskey } from '~/features/access/commands/passkeys.server';
import { addPasskeyInput, askPasskeyInput } from '~/features/access/passkey-input';
import { placeOf } from '~/features/access/place.server';

const no = { status: 422 };

/** Asked by the page of passkeys, first what the device shall make, then whether it is kept. */
export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  const place = placeOf(request);
  if (body.intent === 'ask') {
    const input = checkInput(body, askPasskeyInput);
    if (!input.ok) return Response.json(input, no);
    const asked = await askForNewPasskey(ctx, place, input.value.password, context.ip ?? 'unknown');
    if (!asked.ok) return Response.json(asked, no);
    return Response.json(asked.value.options, { headers: { 'Set-Cookie': asked.value.cookie } });
  }
  const added = await checked(body, addPasskeyInput, (input) => addPasskey(ctx, request, place, input));
  return Response.json(added, added.ok ? undefined : no);
}
