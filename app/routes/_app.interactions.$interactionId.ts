import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { badRequest, invalid, notFound } from '~/core/refusals.server';
import { deleteInteraction, restoreInteraction } from '~/features/interactions/commands/remove.server';

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.interactionId!;
  const { intent } = await readBody(request);
  if (intent !== 'delete' && intent !== 'restore') throw badRequest();
  const result = await (intent === 'delete' ? deleteInteraction(ctx, id) : restoreInteraction(ctx, id));
  if (!result.ok) return invalid(result);
  const undo = { action: `/interactions/${id}`, fields: { intent: 'restore' } };
  return redirectWithToast(
    paths.account(result.value.accountId),
    intent === 'delete' ? { key: 'interaction.deleted', undo } : { key: 'interaction.restored' },
  );
}

export async function loader({ request }: LoaderFunctionArgs) {
  await requireContext(request);
  throw notFound();
}
