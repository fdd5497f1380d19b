import * as z from 'zod';
import type { Context } from '~/core/context.server';
import { checkInput } from '~/core/input.server';
import { pageSize, readCursor } from '~/core/paging';
import { customAsked } from './custom.server';
import { type Binned, listDeleted, tombstone } from './deleted.server';
import { wrong } from './problem.server';
import type { ListAsk, Resource } from './resource.server';

const mostRows = 100;

/** What a list is made of: of all records of a kind, or of what hangs on one. */
type Listed = Pick<Resource, 'listed' | 'filters' | 'sorts' | 'list' | 'customOf'>;

const limit = z.coerce
  .number({ error: 'error.number' })
  .int('error.integer')
  .min(1, 'error.range')
  .max(mostRows, 'error.range')
  .optional();
export const sinceParameter = z.iso.datetime({ offset: true, error: 'error.moment' });

/** Lists that can be read by their last change tell what was changed since. */
const byChange = ['updated', '-updated'];
const tellsChanges = ({ sorts }: Pick<Listed, 'sorts'>) => byChange.every((sort) => sorts.includes(sort));

/** What every list can be asked besides its own filters. */
export const listParameters = (resource: Pick<Listed, 'sorts'>) =>
  z.object({
    cursor: z.string().optional(),
    limit,
    sort: z.enum(resource.sorts, { error: 'error.choose' }).optional(),
    fields: z.string().optional(),
    ...(tellsChanges(resource) && { updatedSince: sinceParameter.optional() }),
  }) as z.ZodObject<GeneralParameters>;
type GeneralParameters = {
  cursor: z.ZodOptional<z.ZodString>;
  limit: typeof limit;
  sort: z.ZodOptional<z.ZodEnum<Record<string, string>>>;
  fields: z.ZodOptional<z.ZodString>;
  updatedSince: z.ZodOptional<typeof sinceParameter>;
};

/** What was deleted since. */
export const deletedParameters = z.object({ since: sinceParameter, cursor: z.string().optional(), limit });

/** Parameters given once each and known by name; a strange one is told rather than left out of account. */
function readParameters(ctx: Context, params: URLSearchParams, known: readonly string[]) {
  const problems = [...new Set(params.keys())].flatMap((name): [string, string][] => {
    if (!known.includes(name)) return [[name, 'api.unknown_parameter']];
    return params.getAll(name).length > 1 ? [[name, 'api.one_value']] : [];
  });
  if (problems.length) throw wrong(ctx.actor.locale, 'parameter', Object.fromEntries(problems));
  return Object.fromEntries(params);
}

function chosenFields(ctx: Context, shape: z.ZodObject, text: string | undefined): z.ZodObject {
  if (text === undefined) return shape;
  const names = [...new Set(['id', ...text.split(',').map((name) => name.trim())])];
  if (!names.every((name) => Object.hasOwn(shape.shape, name)))
    throw wrong(ctx.actor.locale, 'parameter', { fields: 'api.fields' });
  return shape.pick(Object.fromEntries(names.map((name) => [name, true])) as Record<string, true>);
}

/** What a list was asked for, checked. */
function readAsked<S extends z.ZodObject>(ctx: Context, params: URLSearchParams, schema: S, others: string[] = []) {
  const given = readParameters(ctx, params, [...Object.keys(schema.shape), ...others]);
  const input = checkInput(
    Object.fromEntries(Object.entries(given).filter(([name]) => !others.includes(name))),
    schema,
  );
  if (!input.ok) throw wrong(ctx.actor.locale, 'parameter', input.fields ?? {});
  const { cursor } = input.value as { cursor?: string };
  if (cursor !== undefined && !readCursor(cursor)) throw wrong(ctx.actor.locale, 'parameter', { cursor: 'api.cursor' });
  return input.value;
}

export async function readList(ctx: Context, resource: Listed, params: URLSearchParams) {
  const general = listParameters(resource);
  const { criteria, names } = await customAsked(ctx, resource.customOf, params);
  const asked = readAsked(ctx, params, general.extend(resource.filters.shape), names) as z.output<typeof general>;
  const { cursor, limit = pageSize, fields, updatedSince, ...more } = asked;
  const { sort = updatedSince ? 'updated' : resource.sorts[0], ...filters } = more;
  if (updatedSince && !byChange.includes(sort)) throw wrong(ctx.actor.locale, 'parameter', { sort: 'api.by_change' });
  const shape = chosenFields(ctx, resource.listed, fields);
  const since = updatedSince ? new Date(updatedSince) : null;
  const ask = { ...filters, cursor: cursor ?? null, limit, sort, since, custom: criteria };
  const page = await resource.list(ctx, ask as ListAsk);
  return { data: page.rows.map((row) => shape.parse(row)), next: page.next };
}

/** The records that went into the recycle bin since, for programs that keep a copy. */
export async function readDeleted(ctx: Context, binned: Binned, params: URLSearchParams) {
  const { since, cursor, limit = pageSize } = readAsked(ctx, params, deletedParameters);
  const page = await listDeleted(ctx, binned, { since: new Date(since), after: cursor ?? null, limit });
  return { data: page.rows.map((row) => tombstone.parse(row)), next: page.next };
}

export async function readOne(ctx: Context, resource: Resource, id: string, params: URLSearchParams) {
  const { fields } = readParameters(ctx, params, ['fields']);
  const shape = chosenFields(ctx, resource.whole, fields);
  const row = await resource.get(ctx, id);
  return { body: shape.parse(row), version: versionOf(row) };
}

export const versionOf = (row: Record<string, unknown>) => (typeof row.version === 'number' ? row.version : null);

export const etag = (version: number | null): Record<string, string> =>
  version === null ? {} : { ETag: `"${version}"` };
