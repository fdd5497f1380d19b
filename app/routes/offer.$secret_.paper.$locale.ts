import type { LoaderFunctionArgs } from '@remix-run/node';
import { notFound } from '~/core/refusals.server';
import { serveFile } from '~/features/attachments/serve.server';
import { findOfferPaper } from '~/features/offers/public.server';

/** Open to all: the secret is the key to this PDF alone. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const file = await findOfferPaper(params.secret!, params.locale!, context.ip);
  if (!file) throw notFound();
  const answer = await serveFile(request, file, false);
  // the link may be taken back: nothing of it stays behind
  answer.headers.set('Cache-Control', 'private, no-store');
  return answer;
}
