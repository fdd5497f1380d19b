import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { openStream } from '~/features/notices/streams.server';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  // called for its data by a page it would never answer: only an EventSource waits
  if (!request.headers.get('Accept')?.includes('text/event-stream')) return new Response(null, { status: 204 });
  return openStream(ctx, context.leaving?.() ?? request.signal);
}
