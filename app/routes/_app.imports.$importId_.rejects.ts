import { Readable } from 'node:stream';
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { getImport } from '~/features/imports/queries.server';
import { rejectsCsv } from '~/features/imports/rejects.server';

/** The rejected rows to mend and import again, as they come out of the database. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'import.run');
  const import_ = await getImport(ctx, params.importId ?? '');
  const name = encodeURIComponent(`${import_.fileName.replace(/\.[^.]*$/, '')}-rejected.csv`);
  return new Response(createReadableStreamFromReadable(Readable.from(rejectsCsv(ctx, import_, ctx.actor.locale))), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="rejected.csv"; filename*=UTF-8''${name}`,
      'Cache-Control': 'no-store',
    },
  });
}
