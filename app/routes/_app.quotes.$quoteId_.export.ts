import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { exportQuote } from '~/features/quotes/export.server';
import { translate } from '~/locales/translate.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.read');
  requirePermission(ctx.actor, 'export.run');
  const { searchParams } = new URL(request.url);
  const sheet = {
    format: searchParams.get('format') === 'csv' ? 'csv' : 'xlsx',
    withCost: searchParams.has('cost'),
  } as const;
  return exportQuote(ctx, params.quoteId!, sheet, translate(ctx.actor.locale));
}
