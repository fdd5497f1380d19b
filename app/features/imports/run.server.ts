import { sql } from 'drizzle-orm';
import { imports } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requireImport } from './access.server';
import { readPatiently, writeBatch } from './batch.server';
import { checkAll } from './check.server';
import { type ImportKey, Interrupted, importSubject, onlyImport } from './key.server';
import { kinds } from './kinds.server';
import { type ImportRow, loadPlan, type Plan } from './plan.server';
import { readLines } from './reading/csv.server';
import { batchRows } from './rules';
import { layoutOf, storedPath } from './store.server';

/** Takes up a queued import, or one whose process died on the way; null when there is nothing to do. */
function begin(ctx: Context, key: ImportKey): Promise<ImportRow | null> {
  return inTransaction(ctx, async (ctx) => {
    const [import_] = await ctx.db.select().from(imports).where(onlyImport(key)).for('update');
    if (!import_ || (import_.state !== 'queued' && import_.state !== 'running')) return null;
    requireImport(ctx.actor, import_.kind);
    const startedAt = import_.startedAt ?? ctx.now;
    await ctx.db.update(imports).set({ state: 'running', startedAt }).where(onlyImport(key));
    return { ...import_, state: 'running', startedAt };
  });
}

/** An import that has not begun yet. */
async function findQueued(ctx: Context, key: ImportKey): Promise<ImportRow | undefined> {
  const [import_] = await ctx.db.select().from(imports).where(onlyImport(key));
  return import_?.state === 'queued' && import_.startedAt === null ? import_ : undefined;
}

/** Imports all lines that are not done yet, batch by batch. The next batch is read while the last is written. */
export async function runImport(ctx: Context, key: ImportKey, signal?: AbortSignal): Promise<void> {
  const waiting = await findQueued(ctx, key);
  if (waiting && !(await checkAll(ctx, waiting, signal))) return;
  const import_ = await begin(ctx, key);
  if (!import_) return;
  const plan = await loadPlan(ctx, import_);
  await gatheringWords(ctx, kinds[import_.kind].table, async () => {
    if (await writeLines(ctx, plan, signal)) await finish(ctx, key, plan);
  });
}

/** Does the work while the table's search index is told that many rows come. Slower without, but no worse. */
export async function gatheringWords(ctx: Context, table: string, work: () => Promise<void>) {
  if (ctx.inTransaction) return work(); // it would hold the index until the end
  const tell = (bulk: boolean) =>
    inTransaction(ctx, (ctx) => ctx.db.execute(sql`select app.search_bulk(${`${table}_search`}, ${bulk})`)).catch(
      () => {},
    );
  await tell(true);
  try {
    await work();
  } finally {
    await tell(false);
  }
}

async function writeLines(ctx: Context, plan: Plan, signal?: AbortSignal): Promise<boolean> {
  const { import_ } = plan;
  let writing: Promise<boolean> = Promise.resolve(true);
  for await (const lines of readLines(storedPath(import_.storedAs), layoutOf(import_), batchRows, import_.doneRows)) {
    const rows = await readPatiently(ctx, plan, lines);
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
    const [import_] = await ctx.db.select().from(imports).where(onlyImport(key)).for('update');
    if (import_?.state !== 'running') return;
    await ctx.db
      .update(imports)
      .set({ state: 'done', rowCount: import_.doneRows, finishedAt: ctx.now, failure: null })
      .where(onlyImport(key));
    const { created, updated, unchanged, rejected, questions } = import_;
    await record(ctx, 'import.finished', importSubject(import_), {
      after: { created, updated, unchanged, rejected, questions },
    });
  });
}

/** Notes that an import cannot go on; what was written stays, and it can be continued or undone. */
export async function failImport(ctx: Context, key: ImportKey, failure: string) {
  await inTransaction(ctx, (ctx) =>
    ctx.db.update(imports).set({ state: 'failed', failure, finishedAt: ctx.now }).where(onlyImport(key)),
  );
}
