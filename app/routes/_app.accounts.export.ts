import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { exportAccounts } from '~/features/accounts/export.server';
import { readAccountFilters } from '~/features/accounts/filters';
import { customCriteria } from '~/features/custom-fields/filters.server';
import { translate } from '~/locales/translate.server';

/** Exactly what the register shows under the same address, all pages of it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  requirePermission(ctx.actor, 'export.run');
  const { searchParams } = new URL(request.url);
  const format = searchParams.get('format') === 'xlsx' ? 'xlsx' : 'csv';
  const locale = ctx.actor.locale;
  const filters = {
    ...readAccountFilters(searchParams, ctx.actor.personId),
    custom: await customCriteria(ctx, 'accounts', searchParams),
  };
  return exportAccounts(ctx, filters, format, translate(locale), locale);
}
