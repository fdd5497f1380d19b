import { useLocale, useT } from '~/core/i18n';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';
import { industryName, industrySections } from '../accounts/industries';
import { grades } from '../accounts/rules';
import { productLines } from '../offerings/rules';

/** Which records at all: whose unit, of which customers, about which product line. */
export function Whose({ units }: { units: { value: string; label: string }[] }) {
  const t = useT();
  const locale = useLocale();
  const industries = industrySections.map(({ code }) => ({ value: code, label: industryName(code, locale) }));
  const all = t('automation.all');
  return (
    <div className="grid gap-3 sm:grid-cols-4">
      <Field name="unit" label={t('automation.among.unit')}>
        <Select options={units} placeholder={all} />
      </Field>
      <Field name="grade" label={t('automation.among.grade')}>
        <Select options={grades.map((value) => ({ value, label: value }))} placeholder={all} />
      </Field>
      <Field name="industry" label={t('automation.among.industry')}>
        <Select options={industries} placeholder={all} />
      </Field>
      <Field name="line" label={t('automation.among.line')}>
        <Select options={productLines.map((value) => ({ value, label: t(`line.${value}`) }))} placeholder={all} />
      </Field>
    </div>
  );
}
