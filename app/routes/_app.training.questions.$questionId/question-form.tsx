import { useT } from '~/core/i18n';
import { choiceIds, difficulties, questionKinds } from '~/features/training/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Field, FieldRow, Fieldset, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import type { QuestionShown } from './route';

function startOf({ question }: QuestionShown): Record<string, unknown> {
  if (!question) return { kind: 'single', difficulty: '1' };
  const { kind, answers } = question;
  return {
    ...question,
    difficulty: String(question.difficulty),
    ...Object.fromEntries(question.choices.map(({ id, text }) => [`choice_${id}`, text])),
    right: kind === 'single' || kind === 'multiple' ? answers : [],
    isTrue: kind === 'true_false' ? answers[0] : undefined,
    accepted: kind === 'fill_in' ? answers.join('\n') : '',
  };
}

/** Every part at once: without a script the kind chosen decides which of them counts. */
export function QuestionForm({ data }: { data: QuestionShown }) {
  const t = useT();
  return (
    <Card>
      <ActionForm own values={startOf(data)} hidden={{ intent: 'save', version: data.question?.version ?? 0 }}>
        <ChipField
          name="kind"
          label={t('question.kind')}
          options={questionKinds.map((value) => ({ value, label: t(`question.kind.${value}`) }))}
        />
        <Field name="stem" label={t('question.stem')} required>
          <Textarea rows={3} maxLength={2000} />
        </Field>
        <Fieldset legend={t('question.choices')}>
          <div className="grid gap-3 sm:grid-cols-2">
            {choiceIds.map((letter) => (
              <Field
                key={letter}
                name={`choice_${letter}`}
                label={t('question.choice', { letter: letter.toUpperCase() })}
              >
                <Input maxLength={300} />
              </Field>
            ))}
          </div>
          <ChipField
            type="checkbox"
            name="right"
            label={t('question.right')}
            options={choiceIds.map((value) => ({ value, label: value.toUpperCase() }))}
          />
        </Fieldset>
        <ChipField
          name="isTrue"
          label={t('question.is_true')}
          options={[
            { value: 't', label: t('question.true') },
            { value: 'f', label: t('question.false') },
          ]}
        />
        <Field name="accepted" label={t('question.accepted')} hint={t('question.accepted_hint')}>
          <Textarea rows={2} maxLength={1000} />
        </Field>
        <Field name="explanation" label={t('question.explanation')} hint={t('question.explanation_hint')}>
          <Textarea rows={2} maxLength={1000} />
        </Field>
        <ChipField
          name="difficulty"
          label={t('question.difficulty')}
          options={difficulties.map((one) => ({ value: String(one), label: t(`question.difficulty.${one}`) }))}
        />
        <FieldRow>
          <Field name="courseId" label={t('question.course')}>
            <Select placeholder="—" options={data.courses.map(({ id, name }) => ({ value: id, label: name }))} />
          </Field>
          <Field name="offeringCode" label={t('exam.offering')}>
            <Input maxLength={60} />
          </Field>
          <Field name="source" label={t('question.source')}>
            <Input maxLength={120} />
          </Field>
        </FieldRow>
        <FormActions>
          <SubmitButton>{t('question.save')}</SubmitButton>
          <ButtonLink to="/training/questions" variant="ghost">
            {t('common.cancel')}
          </ButtonLink>
        </FormActions>
      </ActionForm>
    </Card>
  );
}
