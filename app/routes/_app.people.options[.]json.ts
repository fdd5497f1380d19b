import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { listCompanyOptions } from '~/features/people/queries/people.server';

/** Colleagues of the own company, by what is typed. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'people.read');
  return json({
    options: await listCompanyOptions(ctx, new URL(request.url).searchParams.get('q')?.slice(0, 100) ?? ''),
  });
}
