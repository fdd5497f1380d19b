import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { tableFile } from '~/core/table-file.server';
import { formatOf, listTable } from '~/features/exports/list-table.server';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { searchParams } = new URL(request.url);
  return tableFile(await listTable(ctx, 'visits', searchParams), formatOf(searchParams));
}
