import { Form } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';

type Props = { companies: { id: number; name: string }[]; company: number };

/** Whose policy: for those who lead several companies. */
export function CompanySwitch({ companies, company }: Props) {
  const t = useT();
  return (
    <Form key={company} className="flex items-end gap-2">
      <div className="min-w-0 flex-1 sm:max-w-64">
        <Field name="company" label={t('coverage.company')}>
          <Select
            options={companies.map(({ id, name }) => ({ value: String(id), label: name }))}
            defaultValue={String(company)}
          />
        </Field>
      </div>
      <Button type="submit">{t('common.apply')}</Button>
    </Form>
  );
}
