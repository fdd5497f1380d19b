import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { ListPage } from './list-page';
import { loadList, loadWeek } from './load.server';
import { WeekPage } from './week-page';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit.read');
  const { searchParams } = new URL(request.url);
  return searchParams.get('shape') === 'week' ? loadWeek(ctx, searchParams) : loadList(ctx, searchParams);
}

export default function Visits() {
  const data = useLoaderData<typeof loader>();
  return data.shape === 'week' ? <WeekPage page={data} /> : <ListPage page={data} />;
}
