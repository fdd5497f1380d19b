import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { getFile } from '~/features/attachments/queries.server';
import { serveFile } from '~/features/attachments/serve.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const file = await getFile(ctx, params.fileId!);
  return serveFile(request, file, new URL(request.url).searchParams.has('small'));
}
