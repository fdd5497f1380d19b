import { imports } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { ok, type Result } from '~/core/result';
import { requireImport } from './access.server';
import { lookThrough } from './check.server';
import { importSubject, onlyImport } from './key.server';
import { lockImport } from './queries.server';
import { canStop, stoppedByHand } from './rules';

/**
 * Stops an import behind the batch that is being written: it can be continued there or undone. One that has written
 * nothing goes back to the person. Sent twice, or when it is over, it changes nothing.
 */
export function stopImport(ctx: Context, id: string): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    const import_ = await lockImport(ctx, id);
    requireImport(ctx.actor, import_.kind);
    if (!canStop(import_.state)) return ok({ id });
    const begun = import_.startedAt !== null;
    const version = import_.version + 1;
    const changed = begun
      ? { state: 'failed' as const, failure: stoppedByHand, finishedAt: ctx.now, version }
      : { state: 'uploaded' as const, version };
    await ctx.db.update(imports).set(changed).where(onlyImport(import_));
    await record(ctx, 'import.stopped', importSubject(import_), { after: { rows: begun ? import_.doneRows : 0 } });
    if (!begun) await lookThrough(ctx, { ...import_, ...changed });
    return ok({ id });
  });
}
