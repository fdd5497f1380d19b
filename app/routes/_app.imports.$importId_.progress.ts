import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { getImport } from '~/features/imports/queries.server';
import { totalRows } from '~/features/imports/size.server';

/** How far an import is, for the page that waits for it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'import.run');
  const import_ = await getImport(ctx, params.importId ?? '');
  const { state, doneRows, undone } = import_;
  return json(
    { state, doneRows, undone, total: await totalRows(import_) },
    { headers: { 'Cache-Control': 'no-store' } },
  );
}
