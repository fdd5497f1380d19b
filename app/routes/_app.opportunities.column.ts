import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { listColumn } from '~/features/opportunities/list/board.server';
import { readAsk } from '~/features/opportunities/list/load.server';

/** The next cards of one column of the board. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.read');
  const params = new URL(request.url).searchParams;
  const { filter, narrow, all } = await readAsk(ctx, params);
  const stage = all.find(({ id }) => String(id) === params.get('column'));
  if (!stage) throw notFound();
  return listColumn(ctx, filter, narrow, all, stage.id, params.get('after'));
}
