import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { serveFile } from '~/features/attachments/serve.server';
import { getChapterFile } from '~/features/training/queries/courses.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return serveFile(request, await getChapterFile(ctx, params.fileId ?? ''), false);
}
