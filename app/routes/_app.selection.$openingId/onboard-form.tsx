import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Combobox } from '~/ui/combobox';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { Textarea } from '~/ui/textarea';
import type { OpeningData } from './route';

/** The first weeks of who was chosen: a mentor, what to learn and what to do. */
export function OnboardForm({ data, personId }: { data: OpeningData; personId: string }) {
  const t = useT();
  const { people, newIds, day } = data;
  const labels = { mentorId: t('onboarding.mentor'), startsOn: t('onboarding.starts_on') };
  return (
    <Fold title={<span className="font-medium text-brand-ink">{t('onboarding.start')}</span>} open>
      <ActionForm
        own
        hidden={{ intent: 'onboard', id: newIds.plan, personId }}
        values={{ startsOn: day, courses: t('onboarding.courses_usual'), tasks: t('onboarding.tasks_usual') }}
        labels={labels}
        className="grid gap-3 pt-2"
      >
        <FieldRow>
          <Field name="mentorId" label={labels.mentorId} required>
            <Combobox options={people} load="/people/options.json" up />
          </Field>
          <Field name="startsOn" label={labels.startsOn} required>
            <DateInput />
          </Field>
        </FieldRow>
        <Field name="courses" label={t('onboarding.courses')}>
          <Textarea rows={3} maxLength={2000} />
        </Field>
        <Field name="tasks" label={t('onboarding.tasks')}>
          <Textarea rows={3} maxLength={2000} />
        </Field>
        <div>
          <SubmitButton>{t('onboarding.start')}</SubmitButton>
        </div>
      </ActionForm>
    </Fold>
  );
}
