import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { checkInput, readBody } from '~/core/input.server';
import { pushInput } from '~/features/notices/input';
import { endPush, findPush, savePush } from '~/features/notices/push/devices.server';

const off = { isOn: false, showsDetails: false };

/** Devices switch push on and off here; `keep` is a device that was on and has signed in anew. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'off') {
    await endPush(ctx, String(body.endpoint ?? ''));
    return Response.json(off);
  }
  const input = checkInput(body, pushInput);
  if (!input.ok) return Response.json(input, { status: 422 });
  const known = await findPush(ctx, input.value.endpoint);
  if (body.intent === 'ask') return Response.json({ isOn: known !== null, showsDetails: known?.showsDetails ?? false });
  if (body.intent === 'keep' && !known) return Response.json(off);
  const showsDetails = body.intent === 'keep' ? (known?.showsDetails ?? false) : input.value.showsDetails;
  const saved = await savePush(ctx, { ...input.value, showsDetails });
  return saved.ok ? Response.json({ isOn: true, showsDetails }) : Response.json(saved, { status: 422 });
}

export async function loader({ request }: LoaderFunctionArgs) {
  await requireContext(request);
  return redirect('/settings/notices');
}
