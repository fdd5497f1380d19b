import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { streamSearch } from '~/features/coaching/filters';
import type { Coaching } from '~/features/coaching/queries/coachings.server';
import { aspects } from '~/features/coaching/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { ChipGroup } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { GraduationCap } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Textarea } from '~/ui/textarea';
import { When } from '~/ui/value';
import type { ReadingData } from './route';

/** The feedback of leads who came along, and the form to give one's own. */
export function JointCard({ page, isOpen }: { page: ReadingData; isOpen: boolean }) {
  const t = useT();
  const { coachings, mayCoach, me, visit, filter } = page;
  const own = coachings.find((one) => one.coachId === me) ?? null;
  if (mayCoach && isOpen) return <JointForm page={page} own={own} />;
  return (
    <>
      {coachings.map((coaching) => (
        <Told key={coaching.id} coaching={coaching} now={page.now} />
      ))}
      {mayCoach && (
        <ButtonLink
          to={paths.coaching(visit.id) + streamSearch(filter, { do: 'joint' })}
          icon={GraduationCap}
          className="w-fit"
        >
          {own ? t('coaching.joint_edit') : t('coaching.joint_give')}
        </ButtonLink>
      )}
    </>
  );
}

function Told({ coaching, now }: { coaching: Coaching; now: Date }) {
  const t = useT();
  return (
    <Card
      title={t('coaching.joint_by', { who: coaching.coachName ?? t('coaching.unnamed') })}
      note={<When at={coaching.updatedAt} now={now} />}
    >
      <dl className="grid gap-2">
        {aspects.map((name) => {
          const said = coaching.aspects[name];
          return said ? (
            <div key={name} className="grid grid-cols-[88px_1fr] gap-3">
              <dt className="text-ink-3">{t(`coaching.aspect.${name}`)}</dt>
              <dd className="min-w-0 break-words">
                {said.score !== null && (
                  <span className="num mr-2 font-medium">{t('coaching.score_n', { n: said.score })}</span>
                )}
                {said.note}
              </dd>
            </div>
          ) : null;
        })}
      </dl>
      {coaching.note && <p className="mt-3 whitespace-pre-wrap break-words leading-relaxed">{coaching.note}</p>}
      <p className="mt-3 text-xs text-ink-3">{t('coaching.joint_note')}</p>
    </Card>
  );
}

const scores = ['1', '2', '3', '4', '5'];

function JointForm({ page, own }: { page: ReadingData; own: Coaching | null }) {
  const t = useT();
  const { visit, filter, wasThere, newId } = page;
  const back = paths.coaching(visit.id) + streamSearch(filter);
  const values = Object.fromEntries(
    aspects.flatMap((name) => [
      [`aspects.${name}.score`, own?.aspects[name]?.score ?? ''],
      [`aspects.${name}.note`, own?.aspects[name]?.note ?? ''],
    ]),
  );
  return (
    <Card title={t('coaching.joint')} note={t('coaching.joint_note')}>
      <ActionForm
        action={paths.coaching(visit.id) + streamSearch(filter, { do: 'joint' })}
        values={{ ...values, note: own?.note ?? '', joint: own !== null }}
        hidden={{ intent: 'coach', id: newId, version: own?.version ?? 0, back }}
      >
        {wasThere ? (
          <input type="hidden" name="joint" value="1" />
        ) : (
          <Field name="joint" label={t('coaching.joint')} required>
            <Checkbox name="joint" label={t('coaching.joint_was')} />
          </Field>
        )}
        {aspects.map((name) => {
          const aspect = t(`coaching.aspect.${name}`);
          return (
            <div key={name} className="grid gap-1.5 sm:grid-cols-[72px_auto_minmax(0,1fr)] sm:items-center sm:gap-3">
              <span className="font-medium">{aspect}</span>
              <ChipGroup
                name={`aspects.${name}.score`}
                label={t('coaching.score', { aspect })}
                options={scores.map((value) => ({ value, label: value }))}
              />
              <Input
                name={`aspects.${name}.note`}
                aria-label={t('coaching.aspect_note', { aspect })}
                defaultValue={own?.aspects[name]?.note ?? ''}
                maxLength={500}
              />
            </div>
          );
        })}
        <Field name="note" label={t('coaching.overall')}>
          <Textarea rows={3} maxLength={2000} />
        </Field>
        <div className="flex gap-2">
          <SubmitButton>{t('common.save')}</SubmitButton>
          <ButtonLink to={back} variant="ghost">
            {t('common.cancel')}
          </ButtonLink>
        </div>
      </ActionForm>
    </Card>
  );
}
