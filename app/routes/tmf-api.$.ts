import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { answerForum } from '~/features/tmforum/answer.server';

/** The REST interface in TM Forum's words; what it offers is in `features/tmforum`. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return answerForum(ctx, request, params['*'] ?? '', context.requestId);
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  return answerForum(ctx, request, params['*'] ?? '', context.requestId);
}
