import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { listAssigneeOptions } from '~/features/accounts/assignees.server';

/** Salespeople one leads, for a picker. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'people.read');
  const rows = await listAssigneeOptions(ctx, { q: new URL(request.url).searchParams.get('q') ?? '' });
  return json({
    options: rows.map(({ id, name, unitName }) => ({ value: id, label: name, hint: unitName ?? undefined })),
  });
}
