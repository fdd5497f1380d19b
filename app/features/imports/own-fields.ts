import type { Translate } from '~/core/message';
import { type CustomField, customEntities, customName, labelOf } from '../custom-fields/rules';
import type { ImportField } from './fields';
import type { ImportKind } from './rules';

export const entityOf = (kind: ImportKind) => customEntities.find((entity) => entity === kind);

/** A company's own fields as fields a column can be mapped to, known by either of their names or their key. */
export const ownImportFields = (fields: readonly CustomField[]): ImportField[] =>
  fields.map((field) => ({
    name: customName(field.key),
    cell: { type: 'own', field },
    required: field.isRequired,
    headings: [field.label, ...(field.labelEn ? [field.labelEn] : []), field.key],
  }));

/** What own fields are called, by the name a mapping knows them by. */
export type OwnNames = Record<string, string>;
export const ownNames = (fields: readonly CustomField[], locale: string): OwnNames =>
  Object.fromEntries(fields.map((field) => [customName(field.key), labelOf(field, locale)]));

export const fieldText = (t: Translate, kind: ImportKind, name: string, own: OwnNames) =>
  own[name] ?? t.any(`imports.${kind}.${name}`);
