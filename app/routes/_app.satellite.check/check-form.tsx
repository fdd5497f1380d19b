import { Link as Address, Form, useNavigation, useSearchParams } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { bands } from '~/features/offerings/rules';
import { cities } from '~/features/satellite/cities';
import { availabilityClasses } from '~/features/satellite/rules';
import { useCheckWords } from '~/features/satellite/words';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { FormScopeContext } from '~/ui/form-scope';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { CheckPage } from './route';

/** A GET form: the address is the question, and can be sent to somebody. */
export function CheckForm({ page }: { page: CheckPage }) {
  const t = useT();
  const { locale } = useFormat();
  const { name } = useCheckWords();
  const [params] = useSearchParams();
  const isBusy = useNavigation().state === 'loading';
  const { values, errors, likely } = page.form;
  const number = (field: 'down' | 'up' | 'committed' | 'altitude', step: string) => (
    <Field name={field} label={t(`satellite.${field}`)}>
      <Input type="number" inputMode="decimal" step={step} className="num" />
    </Field>
  );
  return (
    <Form key={params.toString()} className="grid gap-3" aria-label={t('satellite.check')}>
      <p className="text-xs text-ink-2">{t('satellite.check_hint')}</p>
      <FormScopeContext.Provider value={{ errors, values, busy: isBusy }}>
        <Field name="city" label={t('satellite.city')}>
          <Select
            options={cities.map((city) => ({ value: city.code, label: locale === 'en' ? city.nameEn : city.name }))}
            placeholder={t('satellite.city_none')}
          />
        </Field>
        <Field name="where" label={t('satellite.where')} hint={t('satellite.where_hint')}>
          <Input maxLength={100} placeholder="39.9, 116.4" />
        </Field>
        {likely && (
          <Address to={turned(params, likely)} className="text-brand-ink underline max-sm:min-h-11">
            {t('satellite.place.turn', { likely })}
          </Address>
        )}
        <div className="grid grid-cols-2 gap-3">
          {number('altitude', '1')}
          <Field name="rain" label={t('satellite.rain')}>
            <Input type="number" inputMode="decimal" step="0.1" min={0} className="num" />
          </Field>
          <Field name="band" label={t('satellite.band')}>
            <Select options={bands.map((band) => ({ value: band, label: t(`satellite.band.${band}`) }))} />
          </Field>
          <Field name="availability" label={t('satellite.availability')}>
            <Select options={availabilityClasses.map((share) => ({ value: String(share), label: `${share}%` }))} />
          </Field>
        </div>
        <p className="text-xs text-ink-3">{t('satellite.rain_hint')}</p>
        <Field name="satellite" label={t('satellite.satellite')}>
          <Select
            options={page.satellites.map((one) => ({ value: one.id, label: `${name(one)} ${one.longitude}°` }))}
            placeholder={t('satellite.any_satellite')}
          />
        </Field>
        <Field name="terminal" label={t('satellite.terminal')}>
          <Select
            options={page.terminals.map((one) => ({ value: one.id, label: name(one) }))}
            placeholder={t('satellite.any_terminal')}
          />
        </Field>
        <div className="grid grid-cols-3 items-end gap-3">
          {number('down', '0.1')}
          {number('up', '0.1')}
          {number('committed', '0.1')}
        </div>
        <SubmitButton>{t('satellite.run')}</SubmitButton>
      </FormScopeContext.Provider>
    </Form>
  );
}

function turned(params: URLSearchParams, where: string) {
  const next = new URLSearchParams(params);
  next.set('where', where);
  return `?${next}`;
}
