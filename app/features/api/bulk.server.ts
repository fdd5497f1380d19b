import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Context, inTransaction } from '~/core/context.server';
import { id, version } from '~/core/fields';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { noteStep } from '~/features/bulk/commands.server';
import { hasBulkEdit } from '~/features/bulk/queries.server';
import { withMaster } from './merged.server';
import { problem, Refusal, wrong } from './problem.server';
import { operations } from './registry.server';
import type { Resource, Row } from './resource.server';
import { thrown } from './thrown.server';
import { type Asked, perform, shown } from './write.server';

const mostItems = 100;
const body = z.record(z.string(), z.unknown());

export const bulkInput = z.strictObject({
  items: z
    .array(
      z.discriminatedUnion(
        'do',
        [
          z.strictObject({ do: z.literal('create'), body }),
          z.strictObject({ do: z.literal('update'), id, version, body }),
          z.strictObject({ do: z.literal('remove'), id, version: version.optional() }),
        ],
        { error: 'error.choose' },
      ),
      { error: 'error.required' },
    )
    .min(1, 'error.required')
    .max(mostItems, 'error.too_long'),
});

/**
 * Many writes, each for itself: one that is refused leaves the others as they are. Under an Idempotency-Key each keeps
 * its own answer, so that a request cut off in the middle goes on where it was. What was updated can be taken back as one,
 * as after a change of many on a page.
 */
export async function performBulk(ctx: Context, resource: Resource, sent: Record<string, unknown>, key: string | null) {
  const input = checkInput(sent, bulkInput);
  if (!input.ok) throw wrong(ctx.actor.locale, 'pointer', input.fields ?? {});
  const results: Record<string, unknown>[] = [];
  const editId = key ? idOf(ctx, resource, key) : newId();
  const updates = input.value.items.filter((item) => item.do === 'update').length;
  for (const [i, item] of input.value.items.entries()) {
    try {
      const operation = operations.find((one) => one.resource === resource && one.action === item.do);
      if (!operation) throw new Refusal(405, 'method_not_allowed');
      const answer = await step(ctx, editId, updates, {
        operation,
        id: 'id' in item ? item.id : '',
        body: 'body' in item ? item.body : {},
        version: 'version' in item ? (item.version ?? null) : null,
        key: key && `${key} ${i}`,
      });
      const id = 'id' in item ? item.id : answer.body?.id;
      results.push({ status: answer.status, id, version: answer.version });
    } catch (error) {
      const refusal = thrown(error);
      if (!refusal || refusal.status >= 500) throw error;
      const told = 'id' in item ? await withMaster(ctx, resource, item.id, refusal) : refusal;
      results.push({ status: told.status, problem: problem(ctx.actor.locale, told) });
    }
  }
  const bulkEdit = (await hasBulkEdit(ctx, editId)) ? { id: editId, path: paths.bulkEdit(editId) } : null;
  return { results, bulkEdit };
}

/** The same request sent again goes on with the same change. */
function idOf({ actor }: Context, { name }: Resource, key: string) {
  const hash = createHash('sha256')
    .update(JSON.stringify([actor.tenantId, actor.personId, name, key]))
    .digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5');
}

/** One item, with what it replaced noted in its own transaction; what is answered from memory changes nothing. */
const step = (ctx: Context, editId: string, updates: number, asked: Asked) =>
  inTransaction(ctx, async (ctx) => {
    const { operation, id, version } = asked;
    const { resource } = operation;
    const was = operation.action === 'update' ? await shown(ctx, resource, id) : null;
    const answer = await perform(ctx, asked);
    if (!was || was.version !== version || answer.version === version) return answer;
    const before = replaced(was.body, asked.body);
    const row = await resource.get(ctx, id).catch(() => null);
    const title = String(
      was.body.title ?? was.body.name ?? was.body.company ?? was.body.purpose ?? was.body.text ?? '',
    );
    const tenantId = Number(row?.tenantId ?? ctx.actor.tenantId);
    if (before)
      await noteStep(ctx, editId, updates, {
        id,
        tenantId,
        title,
        version: (version ?? 0) + 1,
        before,
        of: resource.name,
      });
    return answer;
  });

/** What stood where something was sent; null where an answer does not tell it, and so nothing could put it back. */
function replaced(was: Row, sent: Row): Row | null {
  const before: Row = {};
  for (const [name, value] of Object.entries(sent)) {
    if (!Object.hasOwn(was, name)) return null;
    const own = name === 'custom' && typeof value === 'object' && value ? Object.keys(value) : null;
    const had = was[name];
    before[name] = own ? Object.fromEntries(own.map((key) => [key, (had as Row)?.[key] ?? null])) : had;
  }
  return before;
}
