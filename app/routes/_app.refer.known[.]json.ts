import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { checkInput } from '~/core/input.server';
import { isReferralKnown } from '~/features/leads/commands/receive.server';
import { knownInput } from '~/features/leads/input';

/** Before it is sent: would this referral earn nothing because the customer is known? */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const input = checkInput(Object.fromEntries(new URL(request.url).searchParams), knownInput);
  return json({ known: input.ok ? await isReferralKnown(ctx, input.value) : null });
}
