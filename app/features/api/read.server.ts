import * as z from 'zod';
import type { Context } from '~/core/context.server';
import { checkInput } from '~/core/input.server';
import { pageSize, readCursor } from '~/core/paging';
import { wrong } from './problem.server';
import type { ListAsk, Resource } from './resource.server';

const mostRows = 100;

/** What a list is made of: of all records of a kind, or of what hangs on one. */
type Listed = Pick<Resource, 'listed' | 'filters' | 'sorts' | 'list'>;

/** What every list can be asked besides its own filters. */
export const listParameters = (resource: Pick<Listed, 'sorts'>) =>
  z.object({
    cursor: z.string().optional(),
    limit: z.coerce
      .number({ error: 'error.number' })
      .int('error.integer')
      .min(1, 'error.range')
      .max(mostRows, 'error.range')
      .optional(),
    sort: z.enum(resource.sorts, { error: 'error.choose' }).optional(),
    fields: z.string().optional(),
  });

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

export async function readList(ctx: Context, resource: Listed, params: URLSearchParams) {
  const general = listParameters(resource);
  const schema = general.extend(resource.filters.shape);
  const given = readParameters(ctx, params, Object.keys(schema.shape));
  const input = checkInput(given, schema);
  if (!input.ok) throw wrong(ctx.actor.locale, 'parameter', input.fields ?? {});
  const {
    cursor,
    limit = pageSize,
    sort = resource.sorts[0],
    fields,
    ...filters
  } = input.value as z.output<typeof general>;
  const shape = chosenFields(ctx, resource.listed, fields);
  if (cursor !== undefined && !readCursor(cursor)) throw wrong(ctx.actor.locale, 'parameter', { cursor: 'api.cursor' });
  const page = await resource.list(ctx, { ...filters, cursor: cursor ?? null, limit, sort } as ListAsk);
  return { data: page.rows.map((row) => shape.parse(row)), next: page.next };
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
