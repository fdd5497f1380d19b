import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Person } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { UserPlus } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { nameIn } from './named';
import type { Proposal } from './proposal-body';

export function useSkillName(skills: Proposal['skills']) {
  const t = useT();
  const f = useFormat();
  return (id: string) => {
    const skill = skills.find(({ kind, key }) => `${kind}:${key}` === id);
    if (!skill) return id;
    return skill.kind === 'line'
      ? t('team_proposal.line', { line: t.any(`line.${skill.key}`) })
      : t('team_proposal.certificate', { name: nameIn(f.locale, skill) });
  };
}

type Props = { data: Proposal; candidate: Proposal['others'][number]; covers: string[]; isChosen?: boolean };

/** Somebody who could join, and why in words: what they bring, how busy, how far, how well known there. */
export function CandidateCard({ data, candidate, covers, isChosen = false }: Props) {
  const t = useT();
  const named = useSkillName(data.skills);
  const { id, name, title, unit, deals, visits, distance, km, visitsHere, wonInIndustry } = candidate;
  const reasons = [
    t('team_proposal.load', { deals, visits }),
    km === null
      ? t(distance === 0 ? 'team_proposal.same_unit' : distance <= 2 ? 'team_proposal.near' : 'team_proposal.far', {
          unit,
        })
      : t(km < 1 ? 'team_proposal.km_here' : 'team_proposal.km', { n: km }),
    visitsHere > 0 ? t('team_proposal.knows', { n: visitsHere }) : t('team_proposal.new_here'),
    ...(wonInIndustry > 0 ? [t('team_proposal.won', { n: wonInIndustry })] : []),
  ];
  return (
    <article
      className={`grid gap-2 rounded-lg border bg-surface p-4 ${isChosen ? 'border-brand' : 'border-line'}`}
      aria-label={name}
    >
      <div className="flex flex-wrap items-center gap-3">
        <span className="min-w-0 flex-1">
          <Person name={name} sub={[title, unit].filter(Boolean).join(' · ')} to={paths.person(id)} />
        </span>
        {data.mayAssign && (
          <PostButton
            navigate
            icon={UserPlus}
            variant={isChosen ? 'primary' : 'secondary'}
            fields={{ id: data.ids[id] ?? '', personId: id, role: 'solution', from: data.day, to: '', reason: '' }}
          >
            {t('team_proposal.add')}
          </PostButton>
        )}
      </div>
      <p className="flex flex-wrap gap-1.5">
        {covers.map((skill) => (
          <Badge key={skill} tone="ok">
            {named(skill)}
          </Badge>
        ))}
      </p>
      <p className="text-sm text-ink-2">{reasons.join(t('team_proposal.then'))}</p>
    </article>
  );
}
