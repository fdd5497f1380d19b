import type * as z from 'zod';
import { nest } from './form-object';
import { badRequest } from './refusals.server';
import { ok, type Refused, type Result, refused } from './result';

/** The body of a form or JSON request as one object; throws 400 when it is neither. */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('Content-Type') ?? '';
  if (type.startsWith('application/json')) {
    const body: unknown = await request.json().catch(() => null);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest();
    return body as Record<string, unknown>;
  }
  const form = await request.formData().catch(() => null);
  if (!form) throw badRequest();
  return nest(form.entries());
}

/** A NUL cannot be stored, a lone surrogate cannot be sent: both are refused at the field rather than in the database. */
function unstorable(node: unknown, path: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what it looks for
  if (typeof node === 'string') return /\u0000/.test(node) || /\p{Surrogate}/u.test(node) ? path : null;
  if (typeof node !== 'object' || node === null || node instanceof File) return null;
  for (const [key, value] of Object.entries(node)) {
    const found = unstorable(value, path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return null;
}

export function checkInput<S extends z.ZodType>(body: unknown, schema: S): Result<z.output<S>> {
  const bad = unstorable(body, '');
  if (bad) return refused('invalid', { fields: { [bad]: 'error.characters' } });
  const parsed = schema.safeParse(body);
  if (parsed.success) return ok(parsed.data);
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message;
  return refused('invalid', { fields });
}

/** Runs a command with a body that passes its schema; else answers what is wrong with it. */
export async function checked<S extends z.ZodType, T>(
  body: unknown,
  schema: S,
  command: (input: z.output<S>) => Promise<Result<T>>,
): Promise<Result<T>> {
  const input = checkInput(body, schema);
  return input.ok ? command(input.value) : input;
}

/** Reads a form or JSON body and checks it with the schema the form itself uses; `typed` is what came in. */
export async function readInput<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<Result<z.output<S>> & { typed: Record<string, unknown> }> {
  const typed = await readBody(request);
  return { ...(checkInput(typed, schema) as { ok: true; value: z.output<S> } | Refused), typed };
}
