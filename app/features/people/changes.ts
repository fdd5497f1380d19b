export type Change = { field: string; before: unknown; after: unknown };
export type Sides = { before: Record<string, unknown> | null; after: Record<string, unknown> | null };

const bookkeeping = [
  'id', 'version', 'pinyin', 'initials', 'search', 'updatedAt', 'hash', 'query', 'pipelineId', 'stageType', 'owners', 'commentId',
]; // biome-ignore format: two lines of names

/** An empty list says no more than nothing. */
const plain = (value: unknown) => (Array.isArray(value) && !value.length ? null : (value ?? null));

/** Field by field what was and what is; bookkeeping is left out, a stage is told once. */
export function changesOf({ before, after }: Sides): Change[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  if (fields.has('stage')) fields.delete('stageId');
  return [...fields]
    .filter((field) => !bookkeeping.includes(field))
    .map((field) => ({ field, before: plain(before?.[field]), after: plain(after?.[field]) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

const onTheWay = ['qualify', 'develop', 'solution', 'propose', 'negotiate', 'contract'];
const aside = ['won', 'lost', 'on_hold'] as const;

/** What a move of an opportunity amounts to, by the stages it names; null when these do not tell. */
export function moveKind({ before, after }: Sides) {
  const [from, to] = [String(before?.stage), String(after?.stage)];
  const end = aside.find((code) => code === to);
  if (end) return end;
  if (!onTheWay.includes(to)) return null;
  if (aside.some((code) => code === from)) return 'reopened';
  if (!onTheWay.includes(from)) return null;
  return onTheWay.indexOf(to) < onTheWay.indexOf(from) ? 'back' : 'forward';
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
