import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { answerAssistant } from '~/features/assistant/answer.server';

/** Assistants by the Model Context Protocol (streamable HTTP, without sessions), with a person's token. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  return answerAssistant(ctx, request);
}

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return answerAssistant(ctx, request);
}
