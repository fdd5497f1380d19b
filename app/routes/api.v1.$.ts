import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { answer } from '~/features/api/answer.server';

/** The REST interface for other systems; what it offers is in `features/api`. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return answer(ctx, request, params['*'] ?? '', context.requestId);
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  return answer(ctx, request, params['*'] ?? '', context.requestId);
}
