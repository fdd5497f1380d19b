export type Change = { field: string; before: unknown; after: unknown };
export type Sides = { before: Record<string, unknown> | null; after: Record<string, unknown> | null };

/** Field by field what was and what is; bookkeeping is left out. */
export function changesOf({ before, after }: Sides): Change[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .filter((field) => !['version', 'pinyin', 'initials', 'search', 'updatedAt'].includes(field))
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Every id among the values, to be shown by name. */
export function idsIn(entries: Sides[]): string[] {
  const found = new Set<string>();
  const walk = (value: unknown) => {
    if (typeof value === 'string' && uuid.test(value)) found.add(value);
    else if (Array.isArray(value)) value.forEach(walk);
  };
  for (const { before, after } of entries) for (const side of [before, after]) Object.values(side ?? {}).forEach(walk);
  return [...found];
}

/** `closeReason` → `close_reason`, as keys of the catalogue are written. */
export const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
