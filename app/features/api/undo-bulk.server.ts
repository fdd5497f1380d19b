import { sql } from 'drizzle-orm';
import type { BulkItem } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { type Left, undoBulk } from '~/features/bulk/undo.server';
import type { Refusal } from './problem.server';
import { operations } from './registry.server';
import { thrown } from './thrown.server';
import { perform } from './write.server';

const reasons: Record<number, string> = {
  403: 'bulk.left_not_permitted',
  404: 'bulk.left_gone',
  409: 'bulk.left_changed',
  412: 'bulk.left_changed',
};
const reasonOf = ({ status }: Refusal) => reasons[status] ?? 'bulk.left_refused';

/** Each record by the command that changed it, so that rights, versions and rules hold; one that is refused leaves the others. */
async function restoreFields(ctx: Context, items: BulkItem[]): Promise<Left[]> {
  const left: Left[] = [];
  for (const { id, title, version, before: body, of } of items) {
    const operation = operations.find(({ resource, action }) => resource.name === of && action === 'update');
    if (!operation) throw new Error(`nothing changes ${of}`);
    await ctx.db.execute(sql`savepoint one_record`);
    try {
      await perform(ctx, { operation, id, body, version, key: null });
    } catch (error) {
      const refusal = thrown(error);
      if (!refusal || refusal.status >= 500) throw error;
      await ctx.db.execute(sql`rollback to savepoint one_record`);
      left.push({ id, title, reason: reasonOf(refusal) });
    }
  }
  return left;
}

/** Takes a change of many records back, whoever made it there: pages or a program. */
export const undoBulkEdit = (ctx: Context, id: string) => undoBulk(ctx, id, restoreFields);
