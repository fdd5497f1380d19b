import { useFormat, useT } from '~/core/i18n';
import type { Column } from '~/ui/data-table';
import { None } from '~/ui/value';
import { type CustomField, type CustomValues, labelOf } from './rules';
import { valueText } from './words';

/** The company's own fields as columns of a list, after its own. */
export function useCustomColumns<Row extends { custom: CustomValues }>(fields: CustomField[]): Column<Row>[] {
  const t = useT();
  const format = useFormat();
  return fields
    .filter(({ isListed }) => isListed)
    .map((field) => {
      const text = ({ custom }: Row) => {
        const value = custom[field.key];
        return value === undefined ? undefined : valueText(t, format, field, value);
      };
      const isNumber = field.kind === 'number' || field.kind === 'amount';
      return {
        id: `own_${field.key}`,
        header: labelOf(field, format.locale),
        look: isNumber ? undefined : 'max-w-48 truncate',
        align: isNumber ? ('right' as const) : undefined,
        hint: text,
        cell: (row: Row) => text(row) ?? <None />,
        width: 120,
        hideable: true,
      };
    });
}

/** What a list sends of a record's values: those it shows. */
export const shownValues = (fields: readonly CustomField[], custom: CustomValues): CustomValues =>
  Object.fromEntries(
    fields.flatMap(({ key, isListed }) => (isListed && custom[key] !== undefined ? [[key, custom[key]]] : [])),
  );
