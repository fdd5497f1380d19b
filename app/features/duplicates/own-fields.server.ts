import type { Context } from '~/core/context.server';
import { journalName, journalSides } from '~/features/custom-fields/journal';
import { listFields } from '~/features/custom-fields/queries.server';
import type { CustomEntity, CustomValues } from '~/features/custom-fields/rules';
import { type Choices, chosen, differing, proposed } from './rules';

type Holder = { tenantId: number; custom: CustomValues };
type Both = { kept: Holder; gone: Holder };

/** In what of the company's own fields the two differ, each under the name the journal keeps it by. */
export async function ownDifferences(ctx: Context, entity: CustomEntity, { kept, gone }: Both) {
  const fields = await listFields(ctx, kept.tenantId, entity);
  const sides = { master: kept.custom, other: gone.custom };
  const keys = fields.map(({ key }) => key);
  const taken = proposed(sides, keys);
  const differ = differing(sides, keys);
  return fields
    .filter(({ key }) => differ.includes(key))
    .map((field) => ({
      field: journalName(field),
      choice: `own.${field.key}`,
      kept: kept.custom[field.key] ?? null,
      gone: gone.custom[field.key] ?? null,
      takes: taken.includes(field.key),
    }));
}

/** What the one that stays holds in them after the choice; `before` and `after` are for the journal. */
export async function chooseOwn(ctx: Context, entity: CustomEntity, { kept, gone }: Both, choices: Choices) {
  const fields = await listFields(ctx, kept.tenantId, entity);
  const keys = fields.map(({ key }) => key);
  const custom: CustomValues = { ...kept.custom };
  for (const key of chosen({ master: kept.custom, other: gone.custom }, keys, choices)) {
    const value = gone.custom[key];
    if (value === undefined) delete custom[key];
    else custom[key] = value;
  }
  return { custom, ...journalSides(fields, kept.custom, custom) };
}

/** Of columns noted with a merge, the names the journal would use: the company's own fields by what they are called. */
export async function namesOfColumns(ctx: Context, tenantId: number, entity: CustomEntity, columns: readonly string[]) {
  const fields = columns.some((column) => column.startsWith('custom.')) ? await listFields(ctx, tenantId, entity) : [];
  const names = new Map(fields.map((field) => [`custom.${field.key}`, journalName(field)]));
  return columns.map((column) => names.get(column) ?? wordOf(entity, camel(column)));
}

/** The title of a contact is that of a job. */
export const wordOf = (entity: CustomEntity, field: string) =>
  entity === 'contacts' && field === 'title' ? 'jobTitle' : field;

type Changes = Record<string, { before: unknown; after: unknown }>;
const derived = ['pinyin', 'initials', 'search', 'updated_at', 'last_visited_at', 'uncovered_since', 'leader_uncovered_since']; // biome-ignore format: a list
const camel = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The columns people know of which a merge changed something, the company's own fields each by its key. */
export function takenColumns(fields: Changes): string[] {
  const { custom, ...rest } = fields;
  const [before, after] = [custom?.before ?? {}, custom?.after ?? {}] as [CustomValues, CustomValues];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const own = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return [...Object.keys(rest).filter((column) => !derived.includes(column)), ...own.map((key) => `custom.${key}`)];
}

export const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
