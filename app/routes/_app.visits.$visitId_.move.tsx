import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { localInput } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { formatter } from '~/core/format';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths, safeRedirect } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { moveVisit } from '~/features/visits/commands/move.server';
import { moveInput } from '~/features/visits/input';
import { getMoveChoice } from '~/features/visits/move-choice.server';
import { MoveForm } from '~/features/visits/move-form';
import { isOdd, MoveRefusal, movedWords, sendMove } from '~/features/visits/moves';
import { Callout } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';

/** Answers the sheet too, which asks for it when it opens. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return getMoveChoice(ctx, params.visitId!);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const body = await readBody(request);
  const input = checkInput(body, moveInput);
  if (!input.ok) return invalid(input, body);
  const result = await moveVisit(ctx, id, input.value);
  if (!result.ok) return invalid(result, body);
  const moved = result.value;
  const undone = Boolean(body.undone);
  if (body.quiet) return { ok: true as const, undone, ...moved };
  const format = formatter(ctx.actor.locale);
  const back = safeRedirect(String(body.back ?? ''), paths.visit(id));
  const say = (at: Date) => format.dateTime(at, ctx.now);
  if (undone) return redirectWithToast(back, { key: 'move.undone', params: { when: say(moved.plannedAt) } });
  return redirectWithToast(back, {
    ...movedWords(moved, say),
    tone: isOdd(moved) ? 'warn' : 'ok',
    undo: moved.undo ? { action: `${paths.visit(id)}/move`, fields: { ...moved.undo, back, undone: '1' } } : undefined,
  });
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => sendMove(() => serverAction());

export default function MoveVisit() {
  const t = useT();
  const choice = useLoaderData<typeof loader>();
  const refusal = useActionData<Refused>();
  const [search] = useSearchParams();
  const asked = new Date(search.get('at') ?? '');
  const at = Number.isNaN(asked.getTime()) ? undefined : localInput(asked);
  const back = safeRedirect(search.get('back'), paths.visit(choice.id));
  return (
    <>
      <PageHead title={t('move.title')} back={back} />
      <PageBody narrow>
        <div>
          {choice.accountName && <p className="text-base font-semibold">{choice.accountName}</p>}
          <p className="text-ink-2">{choice.purpose}</p>
        </div>
        {refusal?.ok === false && refusal.reason === 'stale' && (
          <Callout tone="warn" title={<MoveRefusal refusal={refusal} now={choice.now} />}>
            {t('move.stale_again')}
          </Callout>
        )}
        {choice.mayMove ? (
          <MoveForm choice={choice} at={at} back={back} />
        ) : (
          <Callout tone="warn" title={t('visit.cannot_reschedule')} />
        )}
      </PageBody>
    </>
  );
}
