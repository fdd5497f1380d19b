import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { listLedUnits } from '~/features/people/queries/units.server';
import { unitOptions } from '~/features/people/unit-options';
import { saveOpening } from '~/features/selection/commands/opening.server';
import { openingInput } from '~/features/selection/input';
import { OpeningForm } from '~/features/selection/opening-form';
import { evenWeights } from '~/features/selection/rules';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'selection.manage');
  const teams = unitOptions(await listLedUnits(ctx));
  return { start: { id: newId(), version: 0, seats: 1, weights: evenWeights }, teams };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'selection.manage');
  const input = await readInput(request, openingInput);
  if (!input.ok) return invalid(input, input.typed);
  const saved = await saveOpening(ctx, input.value);
  if (!saved.ok) return invalid(saved, input.typed);
  return redirectWithToast(paths.opening(saved.value.id), { key: 'selection.saved' });
}

export default function NewOpening() {
  const t = useT();
  const { start, teams } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('selection.new')} back="/selection" />
      <PageBody narrow>
        <OpeningForm start={start} teams={teams} />
      </PageBody>
    </>
  );
}
