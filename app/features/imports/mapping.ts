import { type ImportField, importFields } from './fields';
import { nameKey } from './near';
import type { ImportKind } from './rules';

/** Our field → position of the column in the file. */
export type Mapping = Record<string, number>;

/** The company's own fields for this kind. */
type Own = readonly ImportField[];

/** A heading without its unit and marks: `注册资本（万元）*` → `注册资本`. */
const headingKey = (heading: string) =>
  nameKey(heading.normalize('NFKC').replace(/[（(【[][^）)】\]]*[）)】\]]/gu, ''));

function score(field: ImportField, heading: string) {
  const key = headingKey(heading);
  if (!key) return 0;
  if (key === nameKey(field.name)) return 90;
  const at = field.headings.findIndex((word) => headingKey(word) === key);
  return at < 0 ? 0 : 100 - at;
}

/** Which column is which field, by what files usually call them; the closest pairs are taken first, each once. */
export function guessMapping(kind: ImportKind, header: readonly string[], own: Own = []): Mapping {
  const pairs = [...importFields[kind], ...own].flatMap((field) =>
    header.map((heading, column) => ({ field: field.name, column, score: score(field, heading) })),
  );
  const mapping: Mapping = {};
  const taken = new Set<number>();
  for (const pair of pairs.filter((p) => p.score > 0).sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (mapping[pair.field] !== undefined || taken.has(pair.column)) continue;
    mapping[pair.field] = pair.column;
    taken.add(pair.column);
  }
  return mapping;
}

/** A file of the same layout has the same key: under it the mapping a person chose is remembered. */
export function layoutKey(kind: ImportKind, header: readonly string[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const letter of header.map((heading) => heading.trim()).join('\u001f')) {
    hash = ((hash ^ BigInt(letter.codePointAt(0)!)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return `import.mapping.${kind}.${hash.toString(16)}`;
}

/** What the form sends, the field of each column, as a mapping; null when two columns claim one field. */
export function mappingOf(kind: ImportKind, columns: readonly string[], own: Own = []): Mapping | null {
  const known = new Set([...importFields[kind], ...own].map(({ name }) => name));
  const mapping: Mapping = {};
  for (const [column, field] of columns.entries()) {
    if (!known.has(field)) continue;
    if (mapping[field] !== undefined) return null;
    mapping[field] = column;
  }
  return mapping;
}

/** Required fields no column was chosen for. A file that only changes rows needs its key alone. */
export const missingFields = (kind: ImportKind, mapping: Mapping, mode: string, keyField: string, own: Own = []) =>
  [...importFields[kind], ...own]
    .filter(({ name, required }) => (name === keyField && mode !== 'create') || (required && mode !== 'update'))
    .filter(({ name }) => mapping[name] === undefined)
    .map(({ name }) => name);

/** Mapped fields that count for new records only. */
export const onlyNewFields = (kind: ImportKind, mapping: Mapping) =>
  importFields[kind].filter(({ name, onlyNew }) => onlyNew && mapping[name] !== undefined).map(({ name }) => name);
