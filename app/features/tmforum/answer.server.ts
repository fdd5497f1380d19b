import type { Context } from '~/core/context.server';
import { linkOrigin } from '~/core/env.server';
import { checkInput } from '~/core/input.server';
import { logFault } from '~/core/log.server';
import { countRequest } from '~/features/api/limits.server';
import { problem, Refusal, refusalOf, wrong } from '~/features/api/problem.server';
import { etag, readOne } from '~/features/api/read.server';
import { operations } from '~/features/api/registry.server';
import { mayAsk, readBody, wantedKey, wantedVersion } from '~/features/api/request.server';
import { offeringResource } from '~/features/api/resources/read-only.server';
import { thrown } from '~/features/api/thrown.server';
import { perform } from '~/features/api/write.server';
import type { Row } from './face';
import type { Face } from './face-type.server';
import { faces } from './faces.server';
import { listPage } from './list.server';
import { qualify } from './qualification.server';

const root = '/tmf-api';
const always = ['id', 'href', '@type'];
const addressOf = (face: Face, id: unknown) => `${root}/${face.api}/v4/${face.path}/${id}`;

function shown(face: Face, row: Row, more: Row = {}): Row {
  return { id: row.id, href: linkOrigin + addressOf(face, row.id), ...face.show(row), ...more, '@type': face.type };
}

/** Attributes of the first level, as `fields` chooses them. */
function chosen(row: Row, params: URLSearchParams): Row {
  const fields = params.get('fields');
  if (fields === null) return row;
  const names = new Set([...always, ...fields.split(',').map((name) => name.trim())]);
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)));
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

async function list(ctx: Context, face: Face, url: URL) {
  const { rows, next, total } = await listPage(ctx, face, url.searchParams);
  const following = new URL(url);
  following.searchParams.delete('offset');
  if (next) following.searchParams.set('cursor', next);
  const headers: Record<string, string> = { 'X-Result-Count': String(rows.length) };
  if (total !== null) headers['X-Total-Count'] = String(total);
  if (next) headers.Link = `<${linkOrigin}${following.pathname}${following.search}>; rel="next"`;
  return json(
    next ? 206 : 200,
    rows.map((row) => chosen(shown(face, row), url.searchParams)),
    headers,
  );
}

async function one(ctx: Context, face: Face, id: string, params: URLSearchParams) {
  const strange = [...params.keys()].find((name) => name !== 'fields');
  if (strange) throw wrong(ctx.actor.locale, 'parameter', { [strange]: 'api.unknown_parameter' });
  const { body, version } = await readOne(ctx, face.resource, id, new URLSearchParams());
  if (face.isOne && !face.isOne(body)) throw new Refusal(404, 'not_found');
  return json(200, chosen(shown(face, body, await face.more?.(ctx, body)), params), etag(version));
}

async function write(ctx: Context, request: Request, face: Face, id: string) {
  const action = id ? (face.changeBy ?? 'update') : 'create';
  const schema = id ? face.change : face.create;
  const operation = operations.find((each) => each.resource === face.resource && each.action === action);
  if (!schema || !operation) throw new Refusal(405, 'method_not_allowed');
  mayAsk(ctx, operation);
  const input = checkInput(await readBody(request), schema);
  if (!input.ok) throw refusalOf(ctx.actor.locale, input);
  if (id && face.isOne && !face.isOne(await face.resource.get(ctx, id))) throw new Refusal(404, 'not_found');
  const asked = { operation, id, body: input.value, version: wantedVersion(request), key: wantedKey(request) };
  const { status, body, version } = await perform(ctx, asked);
  if (!body) return new Response(null, { status: 204 });
  const at: Record<string, string> = status === 201 ? { Location: addressOf(face, body.id) } : {};
  return json(status, shown(face, body), { ...etag(version), ...at });
}

async function answerTo(ctx: Context, request: Request, path: string): Promise<Response> {
  const url = new URL(request.url);
  const [api, version, kind, id = '', ...rest] = path.split('/').filter(Boolean);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const known = version === 'v4' && !rest.length;
  if (known && api === 'productOfferingQualificationManagement' && kind === 'productOfferingQualification' && !id) {
    if (request.method !== 'POST') throw new Refusal(405, 'method_not_allowed', { headers: { Allow: 'POST' } });
    mayAsk(ctx, { resource: offeringResource, access: 'read' });
    return json(201, await qualify(ctx, await readBody(request)));
  }
  const face = known ? faces.find((each) => each.api === api && each.path === kind) : undefined;
  if (!face) throw new Refusal(404, 'not_found');
  if (reads) {
    mayAsk(ctx, { resource: face.resource, access: 'read' });
    return id ? one(ctx, face, id, url.searchParams) : list(ctx, face, url);
  }
  if (request.method !== (id ? 'PATCH' : 'POST')) throw new Refusal(405, 'method_not_allowed');
  return write(ctx, request, face, id);
}

/** A refusal as TM Forum's Error: what is wrong where goes into the message. */
function asError(ctx: Context, refusal: Refusal, headers: Record<string, string>) {
  const { status, reason, title, detail, errors = [] } = problem(ctx.actor.locale, refusal);
  const where = errors.map((one) => `${one.pointer ?? one.parameter}: ${one.detail}`);
  const message = [detail, ...where].filter(Boolean).join(' ') || title;
  const body = { code: reason, reason: title, message, status: String(status), '@type': 'Error' };
  return json(status, body, { ...headers, ...refusal.more.headers });
}

/** Answers one request in TM Forum's words, by the reading and writing of the REST interface. */
export async function answerForum(ctx: Context, request: Request, path: string, requestId?: string) {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store', 'Content-Language': ctx.actor.locale };
  try {
    Object.assign(headers, await countRequest(ctx.actor.sessionId));
    const response = await answerTo(ctx, request, path);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  } catch (error) {
    const refusal = thrown(error);
    if (refusal) return asError(ctx, refusal, headers);
    logFault(error, { id: requestId, path: `${root}/${path}` });
    return asError(ctx, new Refusal(500, 'internal'), headers);
  }
}
