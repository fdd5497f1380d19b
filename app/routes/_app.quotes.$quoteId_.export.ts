import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { exportQuote } from '~/features/quotes/export.server';
import { translate } from '~/locales/translate.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.read');
  requirePermission(ctx.actor, 'export.run');
  const { csv, number } = await exportQuote(ctx, params.quoteId!, translate(ctx.actor.locale));
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${number}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}
