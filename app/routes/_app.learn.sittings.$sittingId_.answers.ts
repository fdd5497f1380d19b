import type { ActionFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { readInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { saveAnswer } from '~/features/training/commands/sitting.server';
import { answerInput } from '~/features/training/exam-input';

/** Keeps one answer while the page stays; the form of the page does the same without a script. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  const input = await readInput(request, answerInput);
  const saved = input.ok ? await saveAnswer(ctx, params.sittingId ?? '', input.value) : input;
  if (saved.ok) return Response.json({ ok: true });
  const { reason } = saved;
  return Response.json({ ok: false, reason }, { status: 422 });
}
