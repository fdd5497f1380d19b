import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { addTeamMember } from '~/features/assignments/commands/team.server';
import { teamMemberInput } from '~/features/assignments/input';
import { proposeTeamFor } from '~/features/certification/queries/team.server';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { Callout, Card, Section } from '~/ui/card';
import { FormErrors } from '~/ui/form-errors';
import { Check, CircleAlert } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { CandidateCard, useSkillName } from './candidate-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.read');
  const { opportunity, ...proposal } = await proposeTeamFor(ctx, params.opportunityId ?? '');
  return {
    ...proposal,
    deal: { id: opportunity.id, title: opportunity.title, accountId: opportunity.accountId },
    ids: Object.fromEntries(
      [...proposal.chosen.map(({ candidate }) => candidate), ...proposal.others].map(({ id }) => [id, newId()]),
    ),
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
export type Proposal = ReturnType<typeof useLoaderData<typeof loader>>;

export default function TeamProposal() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const { deal, skills, chosen, uncovered, alreadyCovered, others, team } = data;
  const named = useSkillName(skills);
  const back = paths.opportunity(deal.id);
  return (
    <>
      <PageHead title={t('team_proposal.title')} back={back} crumbs={[{ to: back, label: deal.title }]} />
      <PageBody narrow>
        <Card title={t('team_proposal.needs')}>
          {skills.length === 0 && <p className="text-ink-3">{t('team_proposal.needs_none')}</p>}
          <ul className="flex flex-wrap gap-2">
            {skills.map((skill) => {
              const id = `${skill.kind}:${skill.key}`;
              const isThere = alreadyCovered.includes(id);
              return (
                <li key={id}>
                  <Badge tone={isThere ? 'ok' : 'warn'} icon={isThere ? Check : CircleAlert}>
                    {named(id)}
                  </Badge>
                </li>
              );
            })}
          </ul>
          {team.length > 0 && (
            <p className="mt-3 text-sm text-ink-2">
              {t('team_proposal.team', { names: team.map(({ name }) => name).join(t('journal.comma')) })}
            </p>
          )}
        </Card>
        <FormErrors />
        {skills.length > 0 && chosen.length === 0 && uncovered.length === 0 && (
          <Callout tone="ok" icon={Check} title={t('team_proposal.complete')} />
        )}
        {uncovered.length > 0 && (
          <Callout tone="bad" icon={CircleAlert} title={t('team_proposal.uncovered')}>
            {uncovered.map(named).join(t('journal.comma'))}
          </Callout>
        )}
        {chosen.length > 0 && (
          <Section title={t('team_proposal.smallest', { n: chosen.length })}>
            <div className="grid gap-3">
              {chosen.map(({ candidate, covers }) => (
                <CandidateCard key={candidate.id} data={data} candidate={candidate} covers={covers} isChosen />
              ))}
            </div>
          </Section>
        )}
        {others.length > 0 && (
          <Section title={t('team_proposal.others')}>
            <div className="grid gap-3">
              {others.map((candidate) => (
                <CandidateCard key={candidate.id} data={data} candidate={candidate} covers={candidate.skills} />
              ))}
            </div>
          </Section>
        )}
      </PageBody>
    </>
  );
}
