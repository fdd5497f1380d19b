import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { TypeList } from '~/features/certification/type-list';
import { difficulties, mostLines, questionKinds } from '~/features/training/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow, Fieldset, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { ExamShown } from './route';

const numbers = Array.from({ length: mostLines }, (_, at) => at + 1);

function startOf({ exam }: ExamShown): Record<string, unknown> {
  if (!exam)
    return { minutes: 45, passPercent: 70, maxAttempts: 3, waitDays: 2, kind_1: 'single', count_1: 10, points_1: 4 };
  const { blueprint, nameEn, courseId, certificateCode, ...rest } = exam;
  const lines = blueprint.flatMap((line, at) =>
    Object.entries(line).map(([part, value]) => [`${part}_${at + 1}`, value ?? '']),
  );
  return {
    ...rest,
    nameEn: nameEn ?? '',
    courseId: courseId ?? '',
    certificateCode: certificateCode ?? '',
    ...Object.fromEntries(lines),
  };
}

export function ExamForm({ data }: { data: ExamShown }) {
  const t = useT();
  const number = { inputMode: 'numeric', className: 'num', maxLength: 4 } as const;
  const courses = data.courses.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Card>
      <ActionForm own values={startOf(data)} hidden={{ intent: 'save', version: data.exam?.version ?? 0 }}>
        <FieldRow>
          <Field name="name" label={t('exam.name')} required>
            <Input maxLength={80} />
          </Field>
          <Field name="nameEn" label={t('exam.name_en')}>
            <Input maxLength={120} />
          </Field>
        </FieldRow>
        <FieldRow>
          <Field name="courseId" label={t('exam.course')}>
            <Select placeholder="—" options={courses} />
          </Field>
          <Field name="certificateCode" label={t('exam.certificate')} hint={t('exam.certificate_hint')}>
            <Input maxLength={60} list="certificate-types" />
            <TypeList types={data.types} />
          </Field>
        </FieldRow>
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Field name="minutes" label={t('exam.minutes')} required>
            <Input {...number} />
          </Field>
          <Field name="passPercent" label={t('exam.pass')} required>
            <Input {...number} />
          </Field>
          <Field name="maxAttempts" label={t('exam.max_attempts')} required>
            <Input {...number} />
          </Field>
          <Field name="waitDays" label={t('exam.wait_days')} required>
            <Input {...number} />
          </Field>
        </div>
        <Fieldset legend={t('exam.blueprint')} hint={t('exam.blueprint_hint')}>
          {numbers.map((n) => (
            <fieldset
              key={n}
              className="grid min-w-0 grid-cols-2 gap-2 sm:grid-cols-[1fr_1fr_1.6fr_1.2fr_70px_70px] max-sm:border-t max-sm:border-line max-sm:pt-3"
            >
              <legend className={n === 1 ? 'sr-only' : 'sr-only max-sm:not-sr-only max-sm:text-sm max-sm:text-ink-3'}>
                {t('exam.line', { n })}
              </legend>
              <Cell name={`kind_${n}`} label={t('question.kind')} n={n}>
                <Select
                  placeholder={t('exam.any_kind')}
                  options={questionKinds.map((value) => ({ value, label: t(`question.kind.${value}`) }))}
                />
              </Cell>
              <Cell name={`difficulty_${n}`} label={t('question.difficulty')} n={n}>
                <Select
                  placeholder={t('exam.any_difficulty')}
                  options={difficulties.map((one) => ({ value: String(one), label: t(`question.difficulty.${one}`) }))}
                />
              </Cell>
              <Cell name={`courseId_${n}`} label={t('question.course')} n={n}>
                <Select placeholder={t('exam.any_course')} options={courses} />
              </Cell>
              <Cell name={`offeringCode_${n}`} label={t('exam.offering')} n={n}>
                <Input maxLength={60} />
              </Cell>
              <Cell name={`count_${n}`} label={t('exam.count')} n={n}>
                <Input {...number} />
              </Cell>
              <Cell name={`points_${n}`} label={t('exam.points_each')} n={n}>
                <Input {...number} />
              </Cell>
            </fieldset>
          ))}
        </Fieldset>
        <FormActions>
          <SubmitButton>{t('exam.save')}</SubmitButton>
        </FormActions>
      </ActionForm>
    </Card>
  );
}

/** Labels stand once above the columns on the desktop, and over each field on the phone. */
function Cell({ name, label, n, children }: { name: string; label: string; n: number; children: ReactNode }) {
  return (
    <Field name={name} label={<span className={n === 1 ? undefined : 'sm:sr-only'}>{label}</span>}>
      {children}
    </Field>
  );
}
