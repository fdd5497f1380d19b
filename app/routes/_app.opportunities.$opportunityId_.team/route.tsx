import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { addTeamMember } from '~/features/assignments/commands/team.server';
import { teamMemberInput } from '~/features/assignments/input';
import { ProposalBody } from '~/features/certification/proposal-body';
import { idsFor, proposeTeamFor } from '~/features/certification/queries/team.server';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { translate } from '~/locales/translate.server';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.read');
  const { opportunity, ...proposal } = await proposeTeamFor(ctx, params.opportunityId ?? '');
  return {
    ...proposal,
    deal: { id: opportunity.id, title: opportunity.title, accountId: opportunity.accountId },
    ids: idsFor(proposal),
    day: today(ctx.now),
    mayAssign: can(ctx.actor, 'account.assign'),
    title: translate(ctx.actor.locale)('team_proposal.title'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const { opportunity } = await getOpportunity(ctx, params.opportunityId ?? '');
  const input = await readInput(request, teamMemberInput);
  const done = input.ok ? await addTeamMember(ctx, opportunity.accountId, input.value) : input;
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast(`${paths.opportunity(opportunity.id)}/team`, { key: 'team_proposal.added' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function TeamOfDeal() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const { deal } = data;
  const back = paths.opportunity(deal.id);
  return (
    <>
      <PageHead title={t('team_proposal.title')} back={back} crumbs={[{ to: back, label: deal.title }]} />
      <PageBody narrow>
        <ProposalBody data={data} needs={t('team_proposal.needs')} none={t('team_proposal.needs_none')} />
      </PageBody>
    </>
  );
}
