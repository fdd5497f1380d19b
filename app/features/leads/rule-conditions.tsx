import { useLocale, useT } from '~/core/i18n';
import { industryName, industrySections } from '~/features/accounts/industries';
import { citiesOf, provinces, regionName } from '~/features/accounts/regions';
import { productLines } from '~/features/offerings/rules';
import { Field, FieldRow } from '~/ui/field';
import { Select } from '~/ui/select';
import { leadSources } from './rules';

/** The four things a rule asks about a lead; left open each means any. */
export function RuleConditions() {
  const t = useT();
  const locale = useLocale();
  const regions = provinces.flatMap(({ code }) => [
    { value: code, label: regionName(code, locale) },
    ...citiesOf(code).map((city) => ({ value: city.code, label: `\u2003${regionName(city.code, locale)}` })),
  ]);
  return (
    <>
      <FieldRow>
        <Field name="regionCode" label={t('lead.region')}>
          <Select placeholder={t('lead_rule.any_region')} options={regions} />
        </Field>
        <Field name="industry" label={t('lead.industry')}>
          <Select
            placeholder={t('lead_rule.any_industry')}
            options={industrySections.map(({ code }) => ({ value: code, label: industryName(code, locale) }))}
          />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="line" label={t('lead.line')}>
          <Select
            placeholder={t('lead_rule.any_line')}
            options={productLines.map((line) => ({ value: line, label: t(`line.${line}`) }))}
          />
        </Field>
        <Field name="source" label={t('lead.source')}>
          <Select
            placeholder={t('lead_rule.any_source')}
            options={leadSources.map((source) => ({ value: source, label: t(`lead.source.${source}`) }))}
          />
        </Field>
      </FieldRow>
    </>
  );
}
