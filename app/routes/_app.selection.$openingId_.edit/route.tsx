import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { saveOpening } from '~/features/selection/commands/opening.server';
import { openingInput } from '~/features/selection/input';
import { OpeningForm } from '~/features/selection/opening-form';
import { getOpening } from '~/features/selection/queries/openings.server';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'selection.manage');
  const { opening, team, fills } = await getOpening(ctx, params.openingId ?? '');
  if (!fills) throw notFound();
  const { id, version, teamId, title, note, seats, closesOn, weights } = opening;
  return {
    start: { id, version, teamId, title, note, seats, closesOn, weights },
    teams: [{ id: teamId, name: team }],
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'selection.manage');
  const body = await readBody(request);
  const input = checkInput({ ...body, id: params.openingId }, openingInput);
  if (!input.ok) return invalid(input, body);
  if (input.value.version === 0) throw notFound();
  const saved = await saveOpening(ctx, input.value);
  if (!saved.ok) return invalid(saved, body);
  return redirectWithToast(paths.opening(saved.value.id), { key: 'selection.saved' });
}

export default function EditOpening() {
  const t = useT();
  const { start, teams } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('selection.edit')} back={paths.opening(start.id)} />
      <PageBody narrow>
        <OpeningForm start={start} teams={teams} />
      </PageBody>
    </>
  );
}
