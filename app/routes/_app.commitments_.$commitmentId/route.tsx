import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths, safeRedirect } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { changeCommitment } from '~/features/visits/commands/change-commitment.server';
import { settleCommitment } from '~/features/visits/commands/commitments.server';
import { commitmentPageInput } from '~/features/visits/commitment-input';
import { CommitmentItem } from '~/features/visits/commitment-item';
import { getListedCommitment } from '~/features/visits/queries/commitments.server';
import { listColleaguesOf } from '~/features/visits/queries/pickers.server';
import { commitmentAllows } from '~/features/visits/rules';
import { Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';
import { CallOffForm, ChangeForm } from './forms';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'commitment.update');
  const { tenantId, ...commitment } = await getListedCommitment(ctx, params.commitmentId ?? '');
  const maySettle = can(ctx.actor, 'commitment.update', commitment);
  const mayChange = maySettle && commitmentAllows(commitment.state, 'change');
  const colleagues = mayChange ? await listColleaguesOf(ctx, tenantId) : [];
  const { ownerId, ownerName } = commitment;
  const isListed = colleagues.some(({ id }) => id === ownerId);
  return {
    commitment,
    maySettle,
    mayChange,
    colleagues: isListed ? colleagues : [{ id: ownerId, name: ownerName ?? '', title: null }, ...colleagues],
    me: ctx.actor.personId,
    back: safeRedirect(new URL(request.url).searchParams.get('back'), '/commitments'),
    day: today(ctx.now),
    now: ctx.now,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, commitmentPageInput);
  if (!input.ok) return invalid(input, input.typed);
  const commitmentId = params.commitmentId ?? '';
  const result =
    input.value.intent === 'change'
      ? await changeCommitment(ctx, { ...input.value, commitmentId })
      : await settleCommitment(ctx, { ...untold, ...input.value, verb: 'cancel', commitmentId });
  if (!result.ok) return invalid(result, input.typed);
  // whoever gave it away may see it no longer
  const back = safeRedirect(String(input.typed.back ?? ''), '/commitments');
  return redirectWithToast(back, { key: `commitment.done.${input.value.intent}` });
}

const untold = { answer: null, channel: null, answeredOn: null, evidence: null, clock: null };

export type CommitmentPage = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Commitment() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const { commitment, maySettle, mayChange, day, now, back } = page;
  return (
    <>
      <PageHead title={t('commitment.one')} back={back} />
      <PageBody narrow>
        <Card padded={false}>
          <CommitmentItem
            commitment={commitment}
            today={day}
            now={now}
            back={paths.commitment(commitment.id)}
            maySettle={maySettle}
            isAlone
          />
        </Card>
        {mayChange && <ChangeForm key={commitment.version} page={page} />}
        {mayChange && <CallOffForm page={page} />}
      </PageBody>
    </>
  );
}
