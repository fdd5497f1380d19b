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
import { idsFor, proposeTeamForAccount } from '~/features/certification/queries/team.server';
import { translate } from '~/locales/translate.server';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  const { account, ...proposal } = await proposeTeamForAccount(ctx, params.accountId ?? '');
  return {
    ...proposal,
    account: { id: account.id, name: account.name },
    ids: idsFor(proposal),
    day: today(ctx.now),
    mayAssign: can(ctx.actor, 'account.assign', account),
    title: translate(ctx.actor.locale)('team_proposal.title'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const accountId = params.accountId ?? '';
  const input = await readInput(request, teamMemberInput);
  const done = input.ok ? await addTeamMember(ctx, accountId, input.value) : input;
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast(`${paths.account(accountId)}/team/proposal`, { key: 'team_proposal.added' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function TeamOfAccount() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const account = paths.account(data.account.id);
  const back = `${account}/team`;
  const crumbs = [
    { to: account, label: data.account.name },
    { to: back, label: t('assignment.team') },
  ];
  return (
    <>
      <PageHead title={t('team_proposal.title')} back={back} crumbs={crumbs} />
      <PageBody narrow>
        <ProposalBody
          data={data}
          needs={t('team_proposal.needs_account')}
          none={t('team_proposal.needs_none_account')}
        />
      </PageBody>
    </>
  );
}
