import { and, desc, eq } from 'drizzle-orm';
import { bulkEdits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';

/** A change in bulk, for whoever made it. */
export async function getBulkEdit(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [edit] = await ctx.db
    .select()
    .from(bulkEdits)
    .where(and(eq(bulkEdits.id, id), eq(bulkEdits.ownerId, ctx.actor.personId)));
  if (!edit) throw notFound();
  return edit;
}

/** One's own of late, the last first. */
export const listBulkEdits = (ctx: Context) =>
  ctx.db
    .select({
      id: bulkEdits.id,
      kind: bulkEdits.kind,
      count: bulkEdits.count,
      at: bulkEdits.createdAt,
      undoneAt: bulkEdits.undoneAt,
    })
    .from(bulkEdits)
    .where(eq(bulkEdits.ownerId, ctx.actor.personId))
    .orderBy(desc(bulkEdits.createdAt), desc(bulkEdits.id))
    .limit(10);
