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
  const { filter, narrow, all, columns } = await readAsk(ctx, params);
  const column = columns.find(({ stage }) => String(stage.id) === params.get('column'));
  if (!column) throw notFound();
  return listColumn(ctx, filter, narrow, all, column, params.get('after'));
}
