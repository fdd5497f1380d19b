import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import { type CustomField, type CustomValue, optionLabel } from './rules';

/** A value as people read it. */
export function valueText(t: Translate, format: Formatter, field: CustomField, value: CustomValue): string {
  if (Array.isArray(value)) return value.map((one) => optionLabel(field, one, format.locale)).join(t('journal.comma'));
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') {
    if (field.kind === 'amount') return format.yuan(value);
    return field.unit ? `${format.number(value)} ${field.unit}` : format.number(value);
  }
  if (field.kind === 'day') return format.day(value);
  return field.kind === 'one' ? optionLabel(field, value, format.locale) : value;
}
