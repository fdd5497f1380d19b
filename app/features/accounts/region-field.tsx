import { useState } from 'react';
import { useT } from '~/core/i18n';
import type { Locale } from '~/core/locale';
import { Field, FieldRow } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { useHydrated } from '~/ui/hydrated';
import { Select } from '~/ui/select';
import { citiesOf, provinces, regionName } from './regions';

/** Province first, then its cities; before JavaScript one list of all. */
export function RegionField({ locale }: { locale: Locale }) {
  const t = useT();
  const scope = useFormScope();
  const hydrated = useHydrated();
  const start = String(scope?.values.regionCode ?? '');
  const own = start ? `${start.slice(0, 2)}0000` : '';
  const [province, setProvince] = useState(own);
  const name = (code: string) => ({ value: code, label: regionName(code, locale) });
  const shown = provinces.filter(({ code }) => !hydrated || code === province);
  const codes = new Set(shown.flatMap(({ code }) => [code, ...citiesOf(code).map((city) => city.code)]));
  return (
    <FieldRow>
      {hydrated && (
        <Field name="province" label={t('account.province')}>
          <Select
            name=""
            options={provinces.map(({ code }) => name(code))}
            placeholder={t('common.choose')}
            value={province}
            onChange={(event) => setProvince(event.currentTarget.value)}
          />
        </Field>
      )}
      <Field name="regionCode" label={t('account.regionCode')}>
        <Select
          key={province}
          options={[...codes].map(name)}
          placeholder={t('common.choose')}
          defaultValue={own === province || !hydrated ? start : province}
        />
      </Field>
    </FieldRow>
  );
}
