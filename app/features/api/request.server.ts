import type { Context } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { Refusal } from './problem.server';
import type { Operation } from './registry.server';
import { allows } from './scopes';

// What every interface for programs reads of a request.

const deepest = 12;
const isDeeper = (node: unknown, levels: number): boolean =>
  typeof node === 'object' &&
  node !== null &&
  (levels === 0 || Object.values(node).some((one) => isDeeper(one, levels - 1)));

/** The JSON object of a request. */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (!text) return {};
  const type = request.headers.get('Content-Type') ?? '';
  if (!/^application\/(merge-patch\+)?json\b/.test(type)) throw new Refusal(415, 'unsupported_media_type');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'bad_request'); // not JSON
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal(400, 'api.body_needed');
  if (isDeeper(body, deepest)) throw new Refusal(422, 'api.too_deep');
  return body as Record<string, unknown>;
}

/** `"7"` of an ETag we gave. */
export function wantedVersion(request: Request): number | null {
  const header = request.headers.get('If-Match');
  if (header === null) return null;
  const version = /^(?:W\/)?"([1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (!version) throw new Refusal(412, 'api.if_match');
  return Number(version);
}

export function wantedKey(request: Request): string | null {
  const key = request.headers.get('Idempotency-Key');
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) throw new Refusal(422, 'api.key_invalid');
  return key;
}

/** Refuses what the token's scopes or the person's role do not allow. */
export function mayAsk(ctx: Context, { resource, access }: Pick<Operation, 'resource' | 'access'>) {
  if (!allows(ctx.actor.scopes ?? [], resource.name, access)) {
    const scope = `${resource.name}:${access}`;
    throw new Refusal(403, 'api.scope_missing', { params: { scope }, scope });
  }
  requirePermission(ctx.actor, resource.permission);
}
