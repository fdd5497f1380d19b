import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { listNearAccounts } from '~/features/accounts/queries/near.server';

/** Accounts the person sees that may be the one being typed. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.create');
  const { searchParams } = new URL(request.url);
  const text = (name: string) => (searchParams.get(name) ?? '').slice(0, 120);
  return json({ near: await listNearAccounts(ctx, { name: text('name'), creditCode: text('creditCode') }) });
}
