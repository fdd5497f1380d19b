import * as z from 'zod';
import { day, id, moment, yuan } from '~/core/fields';
import { instant } from './shapes';
import { layersOf } from './wire';

export type JsonSchema = Record<string, unknown>;

/** What a schema cannot say of itself, or says as pages and not as programs send it. */
const said = new Map<z.ZodType, JsonSchema>([
  [yuan, { type: 'integer', description: 'fen' }],
  [moment, { type: 'string', format: 'date-time' }],
  [day, { type: 'string', format: 'date' }],
  [id, { type: 'string', format: 'uuid' }],
  [instant, { type: 'string', format: 'date-time' }],
]);

function replace(target: JsonSchema, by: JsonSchema) {
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, by);
}

const hasDefault = (schema: z.ZodType) => [...layersOf(schema)].some((layer) => layer instanceof z.ZodDefault);

/** May be left out? Asked of the schema itself: a preprocessor hides it from the generator. */
const mayBeAbsent = (schema: z.ZodType) => hasDefault(schema) || schema.safeParse(undefined).success;

function generate(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const known = said.get(zodSchema as unknown as z.ZodType);
      if (known) replace(jsonSchema as JsonSchema, known);
      if (io === 'input' && zodSchema instanceof z.ZodObject) {
        const required = Object.entries(zodSchema.shape).filter(([, field]) => !mayBeAbsent(field as z.ZodType));
        jsonSchema.required = required.map(([name]) => name);
        if (!required.length) delete jsonSchema.required;
      }
    },
  });
  return made;
}

type Part = JsonSchema & { properties?: Record<string, unknown>; required?: string[]; oneOf?: Part[]; anyOf?: Part[] };

/** Without the fields that the address or a header says. Strange fields are refused, so none is allowed. */
function without(part: Part, given: readonly string[], optional: readonly string[]): JsonSchema {
  const branches = part.oneOf ?? part.anyOf;
  if (branches) return { oneOf: branches.map((branch) => without(branch, given, optional)) };
  const { required, ...rest } = part;
  const properties = Object.fromEntries(
    Object.entries(part.properties ?? {}).filter(([name]) => !given.includes(name)),
  );
  const needed = (required ?? []).filter((name) => !given.includes(name) && !optional.includes(name));
  return { ...rest, properties, ...(needed.length && { required: needed }), additionalProperties: false };
}

export const bodySchema = (schema: z.ZodType, given: readonly string[], optional: readonly string[] = []) =>
  without(generate(schema, 'input') as Part, given, optional);

/** A change names only what changes. */
export function patchSchema(schema: z.ZodType, given: readonly string[]): JsonSchema {
  const { required: _, ...rest } = bodySchema(schema, given) as Part;
  return { ...rest, minProperties: 1 };
}

export const answerSchema = (schema: z.ZodType): JsonSchema => generate(schema, 'output');

export const parameterSchemas = (schema: z.ZodObject) => {
  const part = generate(schema, 'input') as Part;
  return Object.entries(part.properties ?? {}).map(([name, of]) => ({
    name,
    in: 'query',
    required: part.required?.includes(name) ?? false,
    schema: of,
  }));
};
