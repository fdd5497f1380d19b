import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { serveFile } from '~/features/attachments/serve.server';
import { getEvidenceFile } from '~/features/certification/queries/evidence.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const file = await getEvidenceFile(ctx, params.evidenceId ?? '');
  return serveFile(request, { ...file, smallSha256: null }, false);
}
