import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { listEnterpriseOptions } from '~/features/accounts/queries/enterprises.server';

/** Groups of the register for a picker. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  const rows = await listEnterpriseOptions(ctx, new URL(request.url).searchParams.get('q') ?? '');
  return json({ options: rows.map(({ id, name }) => ({ value: id, label: name })) });
}
