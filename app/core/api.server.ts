import type * as z from 'zod';
import { translate } from '~/locales/translate.server';
import type { Context } from './context.server';
import { checkInput } from './input.server';
import { can, type Permission } from './permissions';
import type { Refused, Result } from './result';

const refuse = (status: number, reason: string, headers?: HeadersInit) =>
  Response.json({ reason }, { status, ...(headers && { headers }) });

export const onlyPost = () => refuse(405, 'method_not_allowed', { Allow: 'POST' });

function problems(ctx: Context, { reason, fields = {} }: Refused) {
  const t = translate(ctx.actor.locale);
  const said = Object.entries(fields).map(([field, problem]) => ({
    field,
    problem,
    message: t.has(problem) ? t.any(problem) : t('common.field_not_valid'),
  }));
  return Response.json({ reason, problems: said }, { status: 422 });
}

type Door<S extends z.ZodType, T> = {
  permission: Permission;
  /** What the program's token must be for, besides `write`. */
  scope: string;
  schema: S;
  store: (ctx: Context, sent: z.output<S>) => Promise<Result<T & { isNew: boolean }>>;
  /** What of the stored row the sender is told. */
  tell: (stored: T) => Record<string, unknown>;
};

/** Takes one record from another system: a program reads every answer, so each is JSON with its status. */
export async function takeSent<S extends z.ZodType, T>(
  ctx: Context,
  request: Request,
  { permission, scope, schema, store, tell }: Door<S, T>,
): Promise<Response> {
  if (request.method !== 'POST') return onlyPost();
  const { scopes = [] } = ctx.actor;
  if (!can(ctx.actor, permission) || !(scopes.includes('write') || scopes.includes(scope)))
    return refuse(403, 'forbidden');
  const isJson = request.headers.get('Content-Type')?.startsWith('application/json');
  const body: unknown = isJson ? await request.json().catch(() => null) : null;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return refuse(400, 'bad_request');
  const input = checkInput(body, schema);
  if (!input.ok) return problems(ctx, input);
  const result = await store(ctx, input.value);
  if (!result.ok) return problems(ctx, result);
  const { isNew } = result.value;
  return Response.json({ ...tell(result.value), created: isNew }, { status: isNew ? 201 : 200 });
}
