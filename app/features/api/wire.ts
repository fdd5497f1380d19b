import * as z from 'zod';
import { localInput } from '~/core/dates';
import { moment, yuan } from '~/core/fields';
import { customInput } from '~/features/custom-fields/values';

// Pages take yuan and wall clocks as people type them; programs send 分 and instants. Everything else is the same schema.

type Fields = Record<string, z.ZodType>;

/** The schemas a schema is wrapped around, itself first. */
export function* layersOf(schema: z.ZodType): Generator<z.ZodType> {
  yield schema;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    yield* layersOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) {
    const { in: before, out } = schema.def;
    yield* layersOf((before instanceof z.ZodTransform ? out : before) as z.ZodType);
  }
}

const wraps = (schema: z.ZodType, inner: z.ZodType) => [...layersOf(schema)].includes(inner);

/** The fields of an object, or of that branch of a union which the body names. */
export function fieldsFor(schema: z.ZodType, body: Record<string, unknown>): Fields {
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator, options } = schema.def;
    const objects = options as z.ZodObject[];
    const chosen = objects.find((option) => option.shape[discriminator]?.safeParse(body[discriminator]).success);
    return (chosen ?? z.object({ [discriminator]: z.unknown() })).shape as Fields;
  }
  return schema instanceof z.ZodObject ? (schema.shape as Fields) : {};
}

const mostFen = 9_000_000_000_000_000;
export const isFen = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) <= mostFen;
const instant = z.iso.datetime({ offset: true });

/** 123456 → `1234.56`, digit by digit: no rounding. */
export function asYuan(fen: number) {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const missing = (value: unknown) => value === null || value === undefined;

export type Sent = { body: Record<string, unknown>; problems: Record<string, string> };

/** What a program sent, as the page's schema takes it. `given` are fields that the request itself says elsewhere. */
export function fromWire(schema: z.ZodType, sent: Record<string, unknown>, given: readonly string[]): Sent {
  const fields = fieldsFor(schema, sent);
  // as entries: `__proto__` is a name like any other
  const body: [string, unknown][] = [];
  const problems: [string, string][] = [];
  for (const [name, value] of Object.entries(sent)) {
    const field = Object.hasOwn(fields, name) && !given.includes(name) ? fields[name] : undefined;
    if (!field) problems.push([name, 'api.unknown_field']);
    else if (!missing(value) && wraps(field, yuan)) {
      if (isFen(value)) body.push([name, asYuan(value as number)]);
      else problems.push([name, 'api.fen']);
    } else if (!missing(value) && wraps(field, moment)) {
      const at = instant.safeParse(value);
      if (at.success) body.push([name, localInput(new Date(at.data))]);
      else problems.push([name, 'error.moment']);
    } else body.push([name, value]);
  }
  return { body: Object.fromEntries(body), problems: Object.fromEntries(problems) };
}

/** What is stored, as the page's form would hold it: the ground a change is laid on. */
export function asTyped(schema: z.ZodType, row: Record<string, unknown>): Record<string, unknown> {
  const typed: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fieldsFor(schema, row))) {
    const value = row[name];
    // of a company's own fields only those named are changed; the command knows the others
    if (value === undefined || wraps(field, customInput)) continue;
    if (typeof value === 'number' && wraps(field, yuan)) typed[name] = asYuan(value);
    else if (value instanceof Date && wraps(field, moment)) typed[name] = localInput(value);
    else typed[name] = value;
  }
  return typed;
}
