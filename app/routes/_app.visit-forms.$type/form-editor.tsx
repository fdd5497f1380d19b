import { useT } from '~/core/i18n';
import { askings, formParts, type VisitForm } from '~/features/visits/forms/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Field, FormActions } from '~/ui/field';
import { Textarea } from '~/ui/textarea';
import { QuestionRows } from './question-rows';
import type { FormAnswer } from './route';

type FormEditorProps = { form: VisitForm; here: string; answer: FormAnswer | undefined };

const partValues = (form: VisitForm) =>
  Object.fromEntries(formParts.map((part) => [`parts.${part}`, form.parts[part]]));
const typedParts = (typed: Record<string, unknown> | undefined) =>
  Object.fromEntries(Object.entries(typed?.parts ?? {}).map(([part, value]) => [`parts.${part}`, value]));

/** A form as it is to be: nothing changes for anybody until it is published. */
export function FormEditor({ form, here, answer }: FormEditorProps) {
  const t = useT();
  const typed = answer?.typed;
  const overtaken =
    answer?.reason === 'stale' ? (answer.details as { who: string | null; version: number } | undefined) : undefined;
  const seen = overtaken?.version ?? form.version;
  const labels = {
    guidance: t('visit_form.guidance'),
    questions: t('visit_form.questions'),
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, i) =>
        ['label', 'kind', 'hint', 'options'].map((field) => [
          `questions.${i}.${field}`,
          t('visit_form.question_n', { n: i + 1 }),
        ]),
      ).flat(),
    ),
  };
  return (
    <ActionForm
      hidden={{ version: seen }}
      values={{ guidance: form.guidance, ...partValues(form), ...typed, ...typedParts(typed) }}
      labels={labels}
      action={here}
    >
      {overtaken && (
        <Callout
          title={t('visit_form.stale_by', { who: overtaken.who ?? t('common.unknown'), n: overtaken.version })}
          action={
            <ButtonLink to={`${here}&version=${overtaken.version}`} size="sm" target="_blank">
              {t('visit_form.stale_load', { n: overtaken.version })}
            </ButtonLink>
          }
        >
          {t('visit_form.stale_over')}
        </Callout>
      )}
      <Card>
        <Field name="guidance" label={t('visit_form.guidance')} hint={t('visit_form.guidance_hint')}>
          <Textarea rows={2} maxLength={1000} />
        </Field>
      </Card>
      <Card title={t('visit_form.questions')}>
        <QuestionRows questions={form.questions} typed={typed?.questions} />
      </Card>
      <Card title={t('visit_form.parts')}>
        <div className="grid gap-4 sm:grid-cols-2">
          {formParts.map((part) => (
            <ChipField
              key={part}
              name={`parts.${part}`}
              label={t(`visit_form.part.${part}`)}
              options={askings.map((asking) => ({ value: asking, label: t(`visit_form.asking.${asking}`) }))}
            />
          ))}
        </div>
      </Card>
      <FormActions>
        <SubmitButton size="lg" name="intent" value="publish">
          {t('visit_form.publish_n', { n: seen + 1 })}
        </SubmitButton>
        <SubmitButton size="lg" variant="secondary" name="intent" value="preview" formAction={`${here}#preview`}>
          {t('visit_form.preview')}
        </SubmitButton>
      </FormActions>
    </ActionForm>
  );
}
