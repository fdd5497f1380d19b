import { and, eq, sql } from 'drizzle-orm';
import { imports } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requireImport } from './access.server';
import { readRows, writeBatch } from './batch.server';
import { kinds } from './kinds.server';
import { type ImportRow, loadPlan, type Plan } from './plan.server';
import { readLines } from './reading/csv.server';
import type { Encoding } from './reading/encoding.server';
import { batchRows } from './rules';
import { storedPath } from './store.server';

export type ImportKey = { tenantId: number; id: string };

/** Thrown between two batches when the process is to end; the job is taken up again where it stopped. */
export class Interrupted extends Error {}

const only = ({ tenantId, id }: ImportKey) => and(eq(imports.tenantId, tenantId), eq(imports.id, id));
export const layoutOf = ({ encoding, delimiter }: ImportRow) => ({
  encoding: (encoding ?? 'utf-8') as Encoding,
  delimiter: delimiter ?? ',',
});

const subject = (import_: ImportRow) => ({
  kind: 'import' as const,
  id: import_.id,
  tenantId: import_.tenantId,
  unitId: import_.unitId,
  ownerId: import_.ownerId,
});

export { only as onlyImport, subject as importSubject };

/** Takes up a queued import, or one whose process died on the way; null when there is nothing to do. */
function begin(ctx: Context, key: ImportKey): Promise<ImportRow | null> {
  return inTransaction(ctx, async (ctx) => {
    const [import_] = await ctx.db.select().from(imports).where(only(key)).for('update');
    if (!import_ || (import_.state !== 'queued' && import_.state !== 'running')) return null;
    requireImport(ctx.actor, import_.kind);
    const startedAt = import_.startedAt ?? ctx.now;
    await ctx.db.update(imports).set({ state: 'running', startedAt }).where(only(key));
    return { ...import_, state: 'running', startedAt };
  });
}

/** Imports all lines that are not done yet, batch by batch. The next batch is read while the last is written. */
export async function runImport(ctx: Context, key: ImportKey, signal?: AbortSignal): Promise<void> {
  const import_ = await begin(ctx, key);
  if (!import_) return;
  const plan = await loadPlan(ctx, import_);
  const { table } = kinds[import_.kind];
  await gatherWords(ctx, table, true);
  try {
    if (await writeLines(ctx, plan, signal)) await finish(ctx, key, plan);
  } finally {
    await gatherWords(ctx, table, false);
  }
}

/** Tells the table's search index that many rows come, or that they have come. Slower without, but no worse. */
async function gatherWords(ctx: Context, table: string, bulk: boolean) {
  if (ctx.inTransaction) return; // it would hold the index until the end
  await inTransaction(ctx, (ctx) => ctx.db.execute(sql`select app.search_bulk(${`${table}_search`}, ${bulk})`)).catch(
    () => {},
  );
}

async function writeLines(ctx: Context, plan: Plan, signal: AbortSignal | undefined): Promise<boolean> {
  const { import_ } = plan;
  let writing: Promise<boolean> = Promise.resolve(true);
  for await (const lines of readLines(storedPath(import_.storedAs), layoutOf(import_), batchRows, import_.doneRows)) {
    const rows = readRows(ctx, plan, lines);
    if (!(await writing)) return false;
    if (signal?.aborted) throw new Interrupted();
    writing = inTransaction(ctx, (ctx) => writeBatch(ctx, plan, rows));
    writing.catch(() => {}); // awaited below or in the next round
  }
  return writing;
}

function finish(ctx: Context, key: ImportKey, plan: Plan): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await kinds[plan.import_.kind].finish?.(ctx, plan);
    const [import_] = await ctx.db.select().from(imports).where(only(key)).for('update');
    if (import_?.state !== 'running') return;
    await ctx.db
      .update(imports)
      .set({ state: 'done', rowCount: import_.doneRows, finishedAt: ctx.now, failure: null })
      .where(only(key));
    const { created, updated, unchanged, rejected, questions } = import_;
    await record(ctx, 'import.finished', subject(import_), {
      after: { created, updated, unchanged, rejected, questions },
    });
  });
}

/** Notes that an import cannot go on; what was written stays, and it can be continued or undone. */
export async function failImport(ctx: Context, key: ImportKey, failure: string) {
  await inTransaction(ctx, (ctx) =>
    ctx.db.update(imports).set({ state: 'failed', failure, finishedAt: ctx.now }).where(only(key)),
  );
}
