import { useState } from 'react';
import { useT } from '~/core/i18n';
import type { Locale } from '~/core/locale';
import { Field, FieldRow } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { useHydrated } from '~/ui/hydrated';
import { Select } from '~/ui/select';
import { industryName, industrySection, industrySections } from './industries';

/** Section first, then its divisions; before JavaScript one list of all divisions under their sections. */
export function IndustryField({ locale }: { locale: Locale }) {
  const t = useT();
  const scope = useFormScope();
  const hydrated = useHydrated();
  const start = String(scope?.values.industry ?? '');
  const [section, setSection] = useState(industrySection(start) ?? '');
  const name = (code: string) => ({ value: code, label: industryName(code, locale) });
  const shown = industrySections.filter(({ code }) => !hydrated || code === section);
  const options = shown.flatMap(({ code, divisions }) => [name(code), ...divisions.map(name)]);
  return (
    <FieldRow>
      {hydrated && (
        <Field name="section" label={t('account.section')}>
          <Select
            name=""
            options={industrySections.map(({ code }) => name(code))}
            placeholder={t('common.choose')}
            value={section}
            onChange={(event) => setSection(event.currentTarget.value)}
          />
        </Field>
      )}
      <Field name="industry" label={t('account.industry')}>
        <Select
          key={section}
          options={options}
          placeholder={t('common.choose')}
          defaultValue={industrySection(start) === section || !hydrated ? start : section}
        />
      </Field>
    </FieldRow>
  );
}
