import { useLocale, useT } from '~/core/i18n';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { IndustryField } from '../accounts/industry-field';
import { RegionField } from '../accounts/region-field';
import { productLines } from '../offerings/rules';

/** What tells a known customer, and whom a lead goes to. */
export function LeadMatchFields() {
  const t = useT();
  const locale = useLocale();
  return (
    <>
      <Field name="creditCode" label={t('lead.credit_code')}>
        <Input maxLength={60} className="num" />
      </Field>
      <RegionField locale={locale} />
      <IndustryField locale={locale} />
      <Field name="line" label={t('lead.line')}>
        <Select
          placeholder={t('common.choose')}
          options={productLines.map((one) => ({ value: one, label: t(`line.${one}`) }))}
        />
      </Field>
    </>
  );
}
