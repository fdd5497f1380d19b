import type { ActionFunctionArgs } from '@remix-run/node';
import { checkInput, readBody } from '~/core/input.server';
import { safeRedirect } from '~/core/paths';
import { openSession } from '~/core/session.server';
import { passkeySignInInput } from '~/features/access/passkey-input';
import { askForPasskey, checkPasskey } from '~/features/access/passkey-sign-in.server';
import { placeOf } from '~/features/access/place.server';

const no = { status: 422 };

/** Asked by the sign-in page, first what to sign, then whether that was right. */
export async function action({ request, context }: ActionFunctionArgs) {
  const body = await readBody(request);
  const place = placeOf(request);
  if (body.intent === 'ask') {
    const { options, cookie } = await askForPasskey(place, context.ip);
    return Response.json(options, { headers: { 'Set-Cookie': cookie } });
  }
  const input = checkInput(body, passkeySignInInput);
  if (!input.ok) return Response.json({ reason: 'access.passkey_wrong' }, no);
  const person = await checkPasskey(request, place, input.value.response);
  if (!person.ok) return Response.json(person, no);
  const cookie = await openSession(request, person.value, { address: context.ip, method: 'passkey' });
  return Response.json({ to: safeRedirect(input.value.to) }, { headers: { 'Set-Cookie': cookie } });
}
