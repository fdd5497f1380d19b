import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { tableFile } from '~/core/table-file.server';
import { formatOf, listTable } from '~/features/exports/list-table.server';
import { recordExport } from '~/features/opportunities/commands/record-export.server';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { searchParams } = new URL(request.url);
  const table = await listTable(ctx, 'opportunities', searchParams);
  await recordExport(ctx, searchParams);
  return tableFile(table, formatOf(searchParams));
}
