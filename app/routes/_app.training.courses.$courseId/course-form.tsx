import { useFormat, useT } from '~/core/i18n';
import { TypeList } from '~/features/certification/type-list';
import { nameIn } from '~/features/offerings/named';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { CourseShown } from './route';

export function CourseForm({ data }: { data: CourseShown }) {
  const t = useT();
  const f = useFormat();
  const { course, families, types } = data;
  const options = families.map((one) => ({ value: one.code, label: nameIn(f.locale, one) }));
  return (
    <Card>
      <ActionForm own values={course ?? {}} hidden={{ intent: 'save', version: course?.version ?? 0 }}>
        <Field name="name" label={t('course.name')} required>
          <Input maxLength={80} />
        </Field>
        <Field name="nameEn" label={t('course.name_en')}>
          <Input maxLength={120} />
        </Field>
        <FieldRow>
          <Field name="family" label={t('course.family')} required>
            <Select options={options} />
          </Field>
          <Field name="newFamily" label={t('course.new_family')}>
            <Input maxLength={40} />
          </Field>
        </FieldRow>
        <FieldRow>
          <Field name="code" label={t('course.code')} required>
            <Input maxLength={40} />
          </Field>
          <Field name="certificateCode" label={t('course.certificate')}>
            <Input maxLength={60} list="certificate-types" />
          </Field>
        </FieldRow>
        <Field name="summary" label={t('course.summary')}>
          <Input maxLength={200} />
        </Field>
        <div>
          <SubmitButton>{t('course.save')}</SubmitButton>
        </div>
        <TypeList types={types} />
      </ActionForm>
    </Card>
  );
}
