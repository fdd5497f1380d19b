import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { getAccount } from '~/features/accounts/queries.server';
import { listColleagueOptions } from '~/features/visits/queries/pickers.server';

/** People of the company that serves the account, of any department: whoever can be given a promise. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'commitment.make');
  const { searchParams } = new URL(request.url);
  const { id } = await getAccount(ctx, searchParams.get('account') ?? '');
  const rows = await listColleagueOptions(ctx, id, searchParams.get('q')?.slice(0, 100) ?? '');
  return { options: rows.map(({ id, name, title }) => ({ value: id, label: name, hint: title ?? undefined })) };
}
