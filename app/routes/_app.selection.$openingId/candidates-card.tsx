import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ActionForm } from '~/ui/action-form';
import { Person } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { PostButton } from '~/ui/post-button';
import { Textarea } from '~/ui/textarea';
import { OnboardForm } from './onboard-form';
import type { OpeningData } from './route';
import { ScoreForm } from './score-form';

const tones = { standing: 'neutral', withdrawn: 'neutral', chosen: 'ok', not_chosen: 'neutral' } as const;

export function CandidatesCard({ data }: { data: OpeningData }) {
  const t = useT();
  const f = useFormat();
  const { candidates, assessors, given, fills, judges, isOpen, me, people, newIds, plans } = data;
  const standing = candidates.filter(({ state }) => state === 'standing');
  const missing = assessors.filter(({ id }) =>
    standing.some((one) => !given.some(({ candidateId, assessorId }) => candidateId === one.id && assessorId === id)),
  ).length;
  return (
    <Card title={t('selection.candidates')} note={candidates.length || undefined} padded={false}>
      {candidates.length === 0 && <p className="px-3 max-sm:px-4 pb-3 text-ink-2">{t('selection.no_candidates')}</p>}
      <ul className="divide-y divide-line">
        {candidates.map((one) => {
          const scored = given.filter(({ candidateId }) => candidateId === one.id);
          const mine = scored.some(({ assessorId }) => assessorId === me);
          const plan = plans.find(({ personId }) => personId === one.personId);
          const sub = [one.unit, one.title, one.joinedOn && t('selection.joined', { day: f.day(one.joinedOn) })];
          return (
            <li key={one.id} className="grid gap-2 px-3 max-sm:px-4 py-3">
              <div className="flex flex-wrap items-center gap-2">
                <span className="min-w-0 flex-1">
                  <Person name={one.name ?? ''} sub={sub.filter(Boolean).join(' · ')} />
                </span>
                {one.state !== 'standing' && (
                  <Badge tone={tones[one.state]}>{t(`selection.candidate_state.${one.state}`)}</Badge>
                )}
                {fills && isOpen && one.state === 'standing' && (
                  <PostButton size="sm" variant="ghost" fields={{ intent: 'withdraw', id: one.id }} navigate>
                    {t('selection.withdraw')}
                  </PostButton>
                )}
              </div>
              <p className="whitespace-pre-wrap break-words text-ink-2">{one.story}</p>
              {one.nextSteps && (
                <p className="whitespace-pre-wrap break-words border-l-2 border-brand pl-3 text-sm">{one.nextSteps}</p>
              )}
              {isOpen && one.state === 'standing' && mine && (
                <p className="text-sm text-ink-3">
                  {t('selection.scored_by_me')}
                  {missing > 0 && ` · ${t('selection.blind', { n: missing })}`}
                </p>
              )}
              {isOpen && judges && one.state === 'standing' && !mine && <ScoreForm id={one.id} name={one.name ?? ''} />}
              {plan && (
                <div>
                  <ButtonLink to={paths.onboarding(plan.id)}>{t('onboarding.open')}</ButtonLink>
                </div>
              )}
              {fills && one.state === 'chosen' && !plan && <OnboardForm data={data} personId={one.personId} />}
            </li>
          );
        })}
      </ul>
      {fills && isOpen && (
        <Fold
          title={t('selection.add_candidate')}
          open={candidates.length === 0}
          className="border-t border-line px-3 max-sm:px-4 py-2"
        >
          <ActionForm
            key={newIds.candidate}
            own
            hidden={{ intent: 'candidate', id: newIds.candidate }}
            labels={{ personId: t('selection.person'), story: t('selection.story') }}
            className="grid gap-3 py-2"
          >
            <Field name="personId" label={t('selection.person')} required>
              <Combobox options={people} load="/people/options.json" />
            </Field>
            <Field name="story" label={t('selection.story')} required>
              <Textarea rows={2} maxLength={1000} />
            </Field>
            <div>
              <SubmitButton variant="secondary">{t('selection.add')}</SubmitButton>
            </div>
          </ActionForm>
        </Fold>
      )}
    </Card>
  );
}
