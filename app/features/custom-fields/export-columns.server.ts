import type { Context } from '~/core/context.server';
import { formatter } from '~/core/format';
import type { TableCell } from '~/core/table-file.server';
import { translate } from '~/locales/translate.server';
import { listedFields, onceEach } from './queries.server';
import { type CustomEntity, type CustomField, type CustomValues, labelOf } from './rules';
import { valueText } from './words';

export type CustomExport = { header: string; cell: (values: CustomValues) => TableCell };

/** The company's own fields as columns of a file, under the names by which an import knows them again. */
export async function customExport(ctx: Context, entity: CustomEntity): Promise<CustomExport[]> {
  const { locale } = ctx.actor;
  const [t, format] = [translate(locale), formatter(locale)];
  const cell = (field: CustomField) => (values: CustomValues) => {
    const value = values[field.key];
    if (value === undefined) return null;
    if (typeof value === 'number') return field.kind === 'amount' ? value / 100 : value;
    return field.kind === 'day' ? String(value) : valueText(t, format, field, value);
  };
  const fields = onceEach(ctx, await listedFields(ctx, entity));
  return fields.map((field) => ({ header: labelOf(field, locale), cell: cell(field) }));
}
