import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { customCriteria } from '~/features/custom-fields/filters.server';
import { exportVisits } from '~/features/visits/export.server';
import { readVisitFilter, usualReach } from '~/features/visits/filters';
import { translate } from '~/locales/translate.server';

/** Exactly what the list shows under the same address, all pages of it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit.read');
  requirePermission(ctx.actor, 'export.run');
  const { searchParams } = new URL(request.url);
  const filter = {
    ...readVisitFilter(searchParams, usualReach(ctx.actor.role)),
    custom: await customCriteria(ctx, 'visits', searchParams),
  };
  return exportVisits(ctx, filter, searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv', translate(ctx.actor.locale));
}
