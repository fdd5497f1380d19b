import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { listAccountOptions } from '~/features/accounts/queries.server';

/** Accounts for a picker, by name, pinyin, initials or code. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  const rows = await listAccountOptions(ctx, new URL(request.url).searchParams.get('q') ?? '');
  return json({
    options: rows.map(({ id, name, ownerName }) => ({ value: id, label: name, hint: ownerName ?? undefined })),
  });
}
