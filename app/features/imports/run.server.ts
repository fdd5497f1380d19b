import { type SQL, sql } from 'drizzle-orm';
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
  await gatheringWords(ctx, kinds[import_.kind].table, async (gathered) => {
    if (await writeLines(ctx, plan, gathered, signal)) await finish(ctx, key, plan);
  });
}

/** To be called after each batch: what came is sorted in while the next ones are written. */
export type Gathered = () => void;
/** Together they are sorted a third cheaper than one by one; each thousand rows waiting cost a search some 3 ms. */
const batchesSorted = 3;

/** Does the work while the table's search index is told that many rows come. Slower without, but no worse. */
export async function gatheringWords(ctx: Context, table: string, work: (gathered: Gathered) => Promise<void>) {
  if (ctx.inTransaction) return work(() => {}); // it would hold the index until the end
  const index = `${table}_search`;
  const ask = (what: SQL) => inTransaction(ctx, (ctx) => ctx.db.execute(sql`select ${what}`)).catch(() => {});
  const tell = (bulk: boolean) => ask(sql`app.search_bulk(${index}, ${bulk})`);
  let sorting: Promise<unknown> | null = null;
  let batches = 0;
  const gathered = () => {
    batches += 1;
    if (sorting || batches < batchesSorted) return;
    batches = 0;
    sorting = ask(sql`app.search_sort_in(${index})`).finally(() => {
      sorting = null;
    });
  };
  await tell(true);
  try {
    await work(gathered);
  } finally {
    await sorting;
    await tell(false);
  }
}

async function writeLines(ctx: Context, plan: Plan, gathered: Gathered, signal?: AbortSignal): Promise<boolean> {
  const { import_ } = plan;
  let writing: Promise<boolean> = Promise.resolve(true);
  for await (const lines of readLines(storedPath(import_.storedAs), layoutOf(import_), batchRows, import_.doneRows)) {
    const rows = await readPatiently(ctx, plan, lines);
    if (!(await writing)) return false;
    if (rows[0]!.number > import_.doneRows + 1) gathered();
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
