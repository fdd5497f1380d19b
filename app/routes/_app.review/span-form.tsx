import { Form, useSubmit } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { type Asked, horizons } from '~/features/review/spans';
import { DateInput } from '~/ui/date-input';
import { Select } from '~/ui/select';

/** Which days are compared and which deals count; sent as soon as one of them is chosen. */
export function SpanForm({ asked, day, unitId, by }: { asked: Asked; day: string; unitId: number; by: string }) {
  const t = useT();
  const submit = useSubmit();
  return (
    <Form
      method="get"
      className="flex flex-wrap items-center gap-2 px-5 pt-3 max-sm:text-xs max-sm:px-4"
      onChange={(event) => {
        if (event.currentTarget.checkValidity())
          submit(event.currentTarget, { replace: true, preventScrollReset: true });
      }}
    >
      <input type="hidden" name="unit" value={unitId} />
      <input type="hidden" name="by" value={by} />
      <label htmlFor="since" className="text-ink-3">
        {t('span.since')}
      </label>
      <span className="w-36 max-sm:w-auto max-sm:flex-1">
        <DateInput id="since" name="since" key={asked.since} defaultValue={asked.since} max={asked.until} required />
      </span>
      <label htmlFor="until" className="text-ink-3">
        {t('span.until')}
      </label>
      <span className="w-36 max-sm:w-auto max-sm:flex-1">
        <DateInput id="until" name="until" key={asked.until} defaultValue={asked.until} max={day} required />
      </span>
      <span className="w-48 max-sm:w-full">
        <Select
          name="horizon"
          aria-label={t('span.horizon')}
          key={asked.horizon}
          defaultValue={asked.horizon}
          options={horizons.map((one) => ({ value: one, label: t(`span.horizon.${one}`) }))}
        />
      </span>
      <noscript>
        <button type="submit">{t('review.show')}</button>
      </noscript>
    </Form>
  );
}
