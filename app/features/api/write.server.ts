import { type Context, inTransaction } from '~/core/context.server';
import { isId, newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import type { Result } from '~/core/result';
import { type Answer, findKept, hashOf, keep } from './kept.server';
import { Refusal, refusalOf, wrong } from './problem.server';
import { versionOf } from './read.server';
import type { Operation } from './registry.server';
import type { Resource, Write } from './resource.server';
import { asTyped, fromWire } from './wire';

type Body = Record<string, unknown>;
export type Asked = {
  operation: Operation;
  id: string;
  body: Body;
  version: number | null;
  /** The Idempotency-Key, if one was sent. */
  key: string | null;
};

/** Is the refusal thrown by a query for what is not there or not in sight? */
const isNotFound = (error: unknown) => (error as { init?: { status?: number } } | null)?.init?.status === 404;

/** What was sent, as the command takes it: a change is laid over what is stored. */
async function inputFor(ctx: Context, { operation, id, body: sent, version }: Asked, write: Write): Promise<Body> {
  const { resource, action } = operation;
  const { body, problems } = fromWire(write.input, sent, write.given);
  if (Object.keys(problems).length) throw wrong(ctx.actor.locale, 'pointer', problems);
  const ground = action === 'update' ? asTyped(write.input, await resource.get(ctx, id)) : {};
  const given = Object.fromEntries(write.given.map((name) => [name, name === 'version' ? version : id]));
  const named = action === 'create' && body.id === undefined ? { id: newId() } : {};
  const input = checkInput({ ...ground, ...body, ...named, ...given }, write.input);
  if (!input.ok) throw refusalOf(ctx.actor.locale, input);
  return input.value as Body;
}

/** The record as it is answered; null when it is not (or no longer) in sight. */
export async function shown(ctx: Context, resource: Resource, id: string) {
  try {
    const row = await resource.get(ctx, id);
    return { body: resource.whole.parse(row) as Body, version: versionOf(row) };
  } catch (error) {
    if (isNotFound(error)) return null; // given away, or into a pool that is not theirs
    throw error;
  }
}

async function run(ctx: Context, asked: Asked, write: Write): Promise<Answer> {
  const { resource, action } = asked.operation;
  if (asked.id && !isId(asked.id)) await resource.get(ctx, asked.id); // no id at all is not found, like a strange one
  const input = await inputFor(ctx, asked, write);
  const result: Result<unknown> = await write.run(ctx, asked.id, input);
  // thrown, so that nothing of a refused command stays
  if (!result.ok) throw refusalOf(ctx.actor.locale, result);
  if (action === 'remove') return { status: 204, body: null, version: null, shown: null };
  const id = action === 'create' ? (result.value as { id: string }).id : asked.id;
  const record = await shown(ctx, resource, id);
  const once = write.once?.(result.value);
  if (record) return { status: action === 'create' ? 201 : 200, ...record, shown: id, ...(once && { once }) };
  return action === 'create'
    ? { status: 201, body: { id }, version: null, shown: null }
    : { status: 204, body: null, version: null, shown: null };
}

/** One write in one transaction, with the answer kept under its key. */
export function perform(ctx: Context, asked: Asked): Promise<Answer> {
  const { operation, id, body, version, key } = asked;
  const { write, method, path, resource } = operation;
  if (!write) throw new Refusal(405, 'method_not_allowed');
  if (write.versioned && version === null) throw new Refusal(428, 'api.if_match');
  return inTransaction(ctx, async (ctx) => {
    if (key === null) return run(ctx, asked, write);
    const hash = hashOf(method, path, id, String(version), JSON.stringify(body));
    const kept = await findKept(ctx, key, hash);
    if (kept?.shown) await resource.get(ctx, kept.shown);
    if (kept) return kept;
    const answer = await run(ctx, asked, write);
    await keep(ctx, key, hash, resource.name, answer);
    return answer;
  });
}
