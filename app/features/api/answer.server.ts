import type { Context } from '~/core/context.server';
import { logFault } from '~/core/log.server';
import { performBulk } from './bulk.server';
import { countRequest } from './limits.server';
import { withMaster } from './merged.server';
import { problem, problemResponse, Refusal } from './problem.server';
import { etag, readDeleted, readList, readOne } from './read.server';
import { match, type Operation } from './registry.server';
import { mayAsk, readBody, wantedKey, wantedVersion } from './request.server';
import type { Resource } from './resource.server';
import { thrown } from './thrown.server';
import { perform } from './write.server';

const root = '/api/v1';

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  status === 204
    ? new Response(null, { status, headers })
    : new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

async function answerTo(ctx: Context, request: Request, operation: Operation, id: string): Promise<Response> {
  const { resource, action, sub } = operation;
  const { searchParams } = new URL(request.url);
  if (action === 'list') return json(200, await readList(ctx, resource, searchParams));
  if (action === 'deleted' && resource.binned) return json(200, await readDeleted(ctx, resource.binned, searchParams));
  if (sub) {
    const list: Resource['list'] = (ctx, asked) => sub.list(ctx, id, asked);
    return json(200, await readList(ctx, { ...sub, list }, searchParams));
  }
  if (action === 'get') {
    const { body, version } = await readOne(ctx, resource, id, searchParams);
    return json(200, body, etag(version));
  }
  const body = await readBody(request);
  const key = wantedKey(request);
  if (action === 'bulk') return json(200, await performBulk(ctx, resource, body, key));
  const answer = await perform(ctx, { operation, id, body, version: wantedVersion(request), key });
  const at: Record<string, string> =
    answer.status === 201 ? { Location: `${root}/${resource.name}/${answer.body?.id}` } : {};
  return json(answer.status, answer.once ? { ...answer.body, ...answer.once } : answer.body, {
    ...etag(answer.version),
    ...at,
  });
}

function operationOf(ctx: Context, request: Request, path: string) {
  const matched = match(request.method, path);
  if ('allowed' in matched) {
    if (!matched.allowed.length) throw new Refusal(404, 'not_found');
    throw new Refusal(405, 'method_not_allowed', { headers: { Allow: matched.allowed.join(', ') } });
  }
  mayAsk(ctx, matched.operation);
  return matched;
}

/** Answers one request of a program: every answer is JSON, every refusal a problem in the program's language. */
export async function answer(ctx: Context, request: Request, path: string, requestId?: string): Promise<Response> {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store', 'Content-Language': ctx.actor.locale };
  const refuse = (refusal: Refusal) =>
    problemResponse({ ...problem(ctx.actor.locale, refusal), requestId }, { ...headers, ...refusal.more.headers });
  try {
    Object.assign(headers, await countRequest(ctx.actor.sessionId));
    const { operation, id } = operationOf(ctx, request, path);
    const response = await answerTo(ctx, request, operation, id).catch(async (error) => {
      const refusal = thrown(error);
      throw refusal ? await withMaster(ctx, operation.resource, id, refusal) : error;
    });
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  } catch (error) {
    const refusal = thrown(error);
    if (refusal) return refuse(refusal);
    logFault(error, { id: requestId, path: `${root}/${path}` });
    return refuse(new Refusal(500, 'internal'));
  }
}
