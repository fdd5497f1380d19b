import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { listColleagues } from '~/features/assignments/queries/team.server';

/** Colleagues at work for a picker. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'people.read');
  const rows = await listColleagues(ctx, new URL(request.url).searchParams.get('q') ?? '');
  return json({ options: rows.map(({ id, name, title }) => ({ value: id, label: name, hint: title ?? undefined })) });
}
