import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { paths } from '~/core/paths';
import { takeFile } from '~/features/exports/commands.server';
import { openExport } from '~/features/exports/store.server';

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const file = await takeFile(ctx, params.exportFileId!);
  const content = await openExport(file.id);
  if (!content) return redirectWithToast(paths.exports, { key: 'export.file_gone', tone: 'warn' });
  const ending = `${today(file.madeAt)}.${file.format}`;
  const name = encodeURIComponent(`${file.name}-${ending}`);
  return new Response(createReadableStreamFromReadable(content), {
    headers: {
      'Content-Type': types[file.format],
      'Content-Length': String(file.bytes),
      'Content-Disposition': `attachment; filename="${file.page}-${ending}"; filename*=UTF-8''${name}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store',
    },
  });
}
