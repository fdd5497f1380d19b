import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';
import { serveFile } from '~/features/attachments/serve.server';
import { getPaper } from '~/features/offers/queries.server';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { sha256, locale } = await getPaper(ctx, params.paperId!);
  if (!sha256) throw notFound();
  return serveFile(request, { sha256, smallSha256: null, mime: 'application/pdf', name: `quote-${locale}.pdf` }, false);
}
