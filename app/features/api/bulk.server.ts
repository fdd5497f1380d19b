import * as z from 'zod';
import type { Context } from '~/core/context.server';
import { id, version } from '~/core/fields';
import { checkInput } from '~/core/input.server';
import { withMaster } from './merged.server';
import { problem, Refusal, wrong } from './problem.server';
import { operations } from './registry.server';
import type { Resource } from './resource.server';
import { thrown } from './thrown.server';
import { perform } from './write.server';

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
 * its own answer, so that a request cut off in the middle goes on where it was.
 */
export async function performBulk(ctx: Context, resource: Resource, sent: Record<string, unknown>, key: string | null) {
  const input = checkInput(sent, bulkInput);
  if (!input.ok) throw wrong(ctx.actor.locale, 'pointer', input.fields ?? {});
  const results: Record<string, unknown>[] = [];
  for (const [i, item] of input.value.items.entries()) {
    try {
      const operation = operations.find((one) => one.resource === resource && one.action === item.do);
      if (!operation) throw new Refusal(405, 'method_not_allowed');
      const answer = await perform(ctx, {
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
  return { results };
}
