import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { serveFile } from '~/features/attachments/serve.server';
import { getCard } from '~/features/leads/queries/card.server';
import { getLead } from '~/features/leads/queries/lead.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.read');
  const { lead } = await getLead(ctx, params.leadId!);
  return serveFile(request, await getCard(ctx, lead), new URL(request.url).searchParams.has('small'));
}
