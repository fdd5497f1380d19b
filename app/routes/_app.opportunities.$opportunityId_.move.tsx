import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useSearchParams } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths, safeRedirect } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { undoMove } from '~/features/opportunities/commands/undo-move.server';
import { moveInput, versionInput } from '~/features/opportunities/input';
import { getMoveChoice } from '~/features/opportunities/move-choice.server';
import { MoveForm } from '~/features/opportunities/move-form';
import { getOpportunity, listStages } from '~/features/opportunities/queries.server';
import { stageName } from '~/features/opportunities/rules';
import { PageBody, PageHead } from '~/ui/page-head';

/** Answers the board too, which asks for it while a card is in the air. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.advance');
  return getMoveChoice(ctx, params.opportunityId!);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.opportunityId!;
  const body = await readBody(request);
  const undone = body.intent === 'undo';
  const input = undone ? checkInput(body, versionInput) : checkInput(body, moveInput);
  if (!input.ok) return invalid(input, body);
  const result = undone
    ? await undoMove(ctx, id, input.value)
    : await moveOpportunity(ctx, id, input.value as Parameters<typeof moveOpportunity>[2]);
  if (!result.ok) return invalid(result, body);
  const [{ opportunity }, stages] = await Promise.all([getOpportunity(ctx, id), listStages(ctx)]);
  const at = stages.find((stage) => stage.id === opportunity.stageId);
  const stage = at ? stageName(at, ctx.actor.locale) : '';
  if (body.quiet) return { ok: true as const, version: opportunity.version, stage, undone };
  return redirectWithToast(safeRedirect(String(body.back ?? ''), paths.opportunity(id)), {
    key: undone ? 'opportunity.move_undone' : 'opportunity.moved',
    params: { title: opportunity.title, stage },
    undo: undone
      ? undefined
      : { action: `${paths.opportunity(id)}/move`, fields: { intent: 'undo', version: opportunity.version } },
  });
}

export default function MoveStage() {
  const t = useT();
  const choice = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  return (
    <>
      <PageHead title={t('opportunity.move')} back={paths.opportunity(choice.id)} />
      <PageBody narrow>
        <p className="text-base font-medium">{choice.title}</p>
        <MoveForm choice={choice} to={Number(search.get('to')) || undefined} back={search.get('back') ?? ''} />
      </PageBody>
    </>
  );
}
