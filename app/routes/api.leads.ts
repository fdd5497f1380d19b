import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { onlyPost, takeSent } from '~/core/api.server';
import { requireContext } from '~/core/context.server';
import { sendLead } from '~/features/leads/commands/receive.server';
import { sentLead } from '~/features/leads/input';

/** Takes a lead from another system; README shows the call. Whether we knew the company stays with us. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  return takeSent(ctx, request, {
    permission: 'lead.create',
    scope: 'leads:write',
    schema: sentLead,
    store: sendLead,
    tell: ({ id }) => ({ id }),
  });
}

export async function loader({ request }: LoaderFunctionArgs) {
  await requireContext(request);
  return onlyPost();
}
