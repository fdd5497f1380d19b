import { useT } from '~/core/i18n';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';

/** The fields a new person and an edited one have in common. */
export function PersonFields({ units }: { units: { id: number; name: string }[] }) {
  const t = useT();
  return (
    <>
      <FieldRow>
        <Field name="name" label={t('person.name')} required>
          <Input maxLength={50} autoComplete="off" />
        </Field>
        <Field name="title" label={t('person.job_title')}>
          <Input maxLength={80} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="email" label={t('person.email')} hint={t('person.email_hint')} required>
          <Input type="email" maxLength={200} autoComplete="off" />
        </Field>
        <Field name="phone" label={t('person.phone')}>
          <Input type="tel" maxLength={40} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="unitId" label={t('person.unit')} required>
          <Select options={units.map(({ id, name }) => ({ value: String(id), label: name }))} />
        </Field>
        <Field name="employeeNo" label={t('person.employee_no')}>
          <Input maxLength={40} />
        </Field>
      </FieldRow>
      <Field name="joinedOn" label={t('person.joined_on')}>
        <DateInput />
      </Field>
    </>
  );
}

export function usePersonLabels() {
  const t = useT();
  return {
    name: t('person.name'),
    title: t('person.job_title'),
    email: t('person.email'),
    phone: t('person.phone'),
    unitId: t('person.unit'),
    employeeNo: t('person.employee_no'),
    joinedOn: t('person.joined_on'),
    leftOn: t('person.left_on'),
    role: t('person.role'),
  };
}
