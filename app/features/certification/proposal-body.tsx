import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { Callout, Card, Section } from '~/ui/card';
import { FormErrors } from '~/ui/form-errors';
import { Check, CircleAlert } from '~/ui/icons';
import { CandidateCard, useSkillName } from './candidate-card';
import type { TeamProposal } from './queries/team.server';

/** With an id for each who could be added, made by the server. */
export type Proposal = TeamProposal & { ids: Record<string, string>; day: string; mayAssign: boolean };

/** What is needed, the smallest team that has it, and who else could help. */
export function ProposalBody({ data, needs, none }: { data: Proposal; needs: string; none: string }) {
  const t = useT();
  const { skills, chosen, uncovered, alreadyCovered, others, team } = data;
  const named = useSkillName(skills);
  return (
    <>
      <Card title={needs}>
        {skills.length === 0 && <p className="text-ink-3">{none}</p>}
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
    </>
  );
}
