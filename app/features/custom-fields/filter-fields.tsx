import { useSearchParams } from '@remix-run/react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import type { FilterChip } from '~/ui/filter-bar';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { customParam, hasRange } from './filters';
import { type CustomField, labelOf, optionLabel } from './rules';

/** The company's own fields among the filters of a list. */
export function CustomFilterFields({ fields }: { fields: CustomField[] }) {
  const t = useT();
  const locale = useLocale();
  return fields
    .filter(({ isFilterable }) => isFilterable)
    .map((field) => {
      const label = labelOf(field, locale) + (field.unit ? ` (${field.unit})` : '');
      if (hasRange(field.kind))
        return (
          <FieldRow key={field.key}>
            {(['from', 'to'] as const).map((end) => (
              <Field key={end} name={customParam(field.key, end)} label={t(`custom_field.${end}`, { label })}>
                {field.kind === 'day' ? <DateInput /> : <Input inputMode="decimal" maxLength={20} />}
              </Field>
            ))}
          </FieldRow>
        );
      const options =
        field.kind === 'yes_no'
          ? (['yes', 'no'] as const).map((value) => ({ value, label: t(`common.${value}`) }))
          : field.options.map(({ value }) => ({ value, label: optionLabel(field, value, locale) }));
      return (
        <Field key={field.key} name={customParam(field.key)} label={label}>
          {options.length ? (
            <Select options={options} placeholder={t('common.all')} />
          ) : (
            <Input maxLength={200} placeholder={t('custom_field.exactly')} />
          )}
        </Field>
      );
    });
}

/** What is asked of them, as chips to take away. */
export function useCustomChips(fields: CustomField[]): FilterChip[] {
  const t = useT();
  const format = useFormat();
  const [params] = useSearchParams();
  return fields
    .filter(({ isFilterable }) => isFilterable)
    .flatMap((field) => {
      const label = labelOf(field, format.locale);
      if (!hasRange(field.kind)) {
        const param = customParam(field.key);
        const value = params.get(param);
        if (!value) return [];
        const said =
          field.kind === 'yes_no'
            ? t(value === 'yes' ? 'common.yes' : 'common.no')
            : optionLabel(field, value, format.locale);
        return [{ param, label, value: said }];
      }
      return (['from', 'to'] as const).flatMap((end) => {
        const param = customParam(field.key, end);
        const value = params.get(param);
        const shown = value && field.kind === 'day' ? format.day(value) : value;
        return shown ? [{ param, label: t(`custom_field.${end}`, { label }), value: shown }] : [];
      });
    });
}
