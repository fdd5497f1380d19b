import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { answerAssistant } from '~/features/assistant/answer.server';

/** Assistants by the Model Context Protocol (streamable HTTP, without sessions), with a person's token. */
export async function action({ request, context: { requestId } }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  return answerAssistant({ ...ctx, requestId }, request);
}

export async function loader({ request, context: { requestId } }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return answerAssistant({ ...ctx, requestId }, request);
}
