import { useT } from '~/core/i18n';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { ViewPage } from '../views/rules';
import { formats, rhythms } from './rules';

type Choices = { views: { id: string; name: string; page: ViewPage }[] };

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

/** What a new and a changed schedule are asked alike; only what its rhythm needs is shown. */
export function ScheduleFields({ views }: Choices) {
  const t = useT();
  const labels = useScheduleLabels();
  return (
    <div className="group/rhythm grid gap-4">
      <Field name="viewId" label={labels.viewId} required>
        <Select
          placeholder={t('common.choose')}
          options={views.map(({ id, name, page }) => ({
            value: id,
            label: t('export.view_option', { name, page: t(`view.page.${page}`) }),
          }))}
        />
      </Field>
      <ChipField
        name="rhythm"
        label={labels.rhythm}
        options={rhythms.map((value) => ({ value, label: t(`export.rhythm.${value}`) }))}
        hint={
          <>
            <span className="hidden group-has-[[value=workdays]:checked]/rhythm:inline">
              {t('export.workdays_hint')}
            </span>
            <span className="group-has-[[value=workdays]:checked]/rhythm:hidden">{t('export.always_hint')}</span>
          </>
        }
        required
      />
      <Field name="weekday" label={labels.weekday} className="hidden group-has-[[value=weekly]:checked]/rhythm:block">
        <Select
          options={[1, 2, 3, 4, 5, 6, 7].map((n) => ({ value: String(n), label: t.any(`export.weekday.${n}`) }))}
        />
      </Field>
      <Field
        name="monthDay"
        label={labels.monthDay}
        hint={t('export.month_day_hint')}
        className="hidden group-has-[[value=monthly]:checked]/rhythm:block"
      >
        <Input inputMode="numeric" maxLength={2} className="num" />
      </Field>
      <Field name="hour" label={labels.hour} hint={t('export.hour_hint')} required>
        <Select options={hours} />
      </Field>
      <ChipField
        name="format"
        label={labels.format}
        options={formats.map((value) => ({ value, label: t(`export.format.${value}`) }))}
        required
      />
    </div>
  );
}

export function useScheduleLabels() {
  const t = useT();
  return {
    viewId: t('export.view'),
    rhythm: t('export.rhythm'),
    weekday: t('export.weekday'),
    monthDay: t('export.month_day'),
    hour: t('export.hour'),
    format: t('export.format'),
  };
}
