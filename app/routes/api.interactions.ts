import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { onlyPost, takeSent } from '~/core/api.server';
import { requireContext } from '~/core/context.server';
import { receiveInteraction } from '~/features/interactions/commands/log.server';
import { sentInteraction } from '~/features/interactions/input';

/** Takes a contact with a customer from another system; README shows the call. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  return takeSent(ctx, request, {
    permission: 'interaction.log',
    scope: 'interactions:write',
    schema: sentInteraction,
    store: receiveInteraction,
    tell: ({ id, accountId }) => ({ id, accountId }),
  });
}

export async function loader({ request }: LoaderFunctionArgs) {
  await requireContext(request);
  return onlyPost();
}
