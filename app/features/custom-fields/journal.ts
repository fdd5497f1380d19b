import type { CustomField, CustomValues } from './rules';

/**
 * Under which name the journal keeps a field: with its kind and its names of that day, so that an entry stays readable
 * wherever it is shown, whatever becomes of the field. `people/change-words` takes it apart.
 */
export const journalName = ({ key, kind, label, labelEn }: CustomField) =>
  `custom.${key}|${kind}|${label}|${labelEn ?? ''}`;

/** What differs, each side, by the names of the fields. */
export function journalSides(fields: readonly CustomField[], kept: CustomValues, custom: CustomValues) {
  const changed = fields.filter(({ key }) => JSON.stringify(kept[key]) !== JSON.stringify(custom[key]));
  const side = (values: CustomValues) =>
    Object.fromEntries(changed.map((field) => [journalName(field), values[field.key] ?? null]));
  return { before: side(kept), after: side(custom) };
}
