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

/** Whether there is such a change of this person's. */
export async function hasBulkEdit({ db, actor }: Context, id: string) {
  const rows = await db
    .select({ id: bulkEdits.id })
    .from(bulkEdits)
    .where(and(eq(bulkEdits.id, id), eq(bulkEdits.ownerId, actor.personId)));
  return rows.length > 0;
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
