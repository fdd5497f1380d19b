import { Form } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';

type Props = { companies: { id: number; name: string }[]; company: number | null; isGroup: boolean };

/** Whose process: the national one, or that of one of the companies the person sees whole. */
export function ProcessCompany({ companies, company, isGroup }: Props) {
  const t = useT();
  if (companies.length + Number(isGroup) < 2) return null;
  return (
    <Form key={company} className="flex items-end gap-2">
      <div className="min-w-0 flex-1 sm:max-w-64">
        <Field name="company" label={t('process.whose')}>
          <Select
            options={[
              ...(isGroup ? [{ value: '', label: t('process.national') }] : []),
              ...companies.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            defaultValue={company === null ? '' : String(company)}
          />
        </Field>
      </div>
      <Button type="submit">{t('common.apply')}</Button>
    </Form>
  );
}
