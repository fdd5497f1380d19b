import { and, eq } from 'drizzle-orm';
import { imports } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requireImport } from './access.server';
import { Interrupted, importSubject, onlyImport } from './key.server';
import type { ImportRow } from './plan.server';
import { type Scan, scanImport, toTheEnd } from './preview.server';
import { type Answers, isOpen, leavesOpen, openQuestions, undecided } from './rules';

/** Before the start the counts are those of the rows looked through; each row counts once. */
async function keepScan(ctx: Context, import_: ImportRow, scan: Scan, more: Partial<ImportRow> = {}) {
  const answers: Answers = { ...import_.answers };
  for (const question of scan.questions) {
    if (isOpen(answers, question)) answers[question.field] = { ...answers[question.field], [question.text]: undecided };
  }
  await ctx.db
    .update(imports)
    .set({
      ...scan.counts,
      answers,
      doneRows: scan.rows,
      rowCount: scan.complete ? scan.rows : null,
      ...more,
    })
    .where(onlyImport(import_));
}

/** Looks a file through for as long as a person will wait. */
export async function lookThrough(ctx: Context, import_: ImportRow) {
  await keepScan(ctx, import_, await scanImport(ctx, import_));
}

const tellEvery = 5000;

/**
 * Looks through all of a file that was too long to be looked through while a person waited. False when it asks something
 * nobody has answered: the import then goes back to that person, and nothing is written.
 */
export async function checkAll(ctx: Context, import_: ImportRow, signal?: AbortSignal): Promise<boolean> {
  requireImport(ctx.actor, import_.kind);
  if (import_.rowCount !== null || leavesOpen(import_.answers)) return true;
  const waiting = and(onlyImport(import_), eq(imports.state, 'queued'));
  let told = 0;
  const scan = await scanImport(ctx, import_, {
    ...toTheEnd,
    async onBatch(rows) {
      if (signal?.aborted) throw new Interrupted();
      if (rows - told < tellEvery) return;
      told = rows;
      await inTransaction(ctx, (ctx) => ctx.db.update(imports).set({ doneRows: rows }).where(waiting));
    },
  });
  const open = openQuestions(import_.answers, scan.questions);
  return inTransaction(ctx, async (ctx) => {
    const [now] = await ctx.db.select({ state: imports.state }).from(imports).where(onlyImport(import_)).for('update');
    if (now?.state !== 'queued') return false; // stopped meanwhile
    if (open) {
      await keepScan(ctx, import_, scan, { state: 'uploaded', version: import_.version + 1 });
      await record(ctx, 'import.reopened', importSubject(import_), { after: { rows: scan.rows, questions: open } });
      return false;
    }
    await ctx.db.update(imports).set({ doneRows: 0, rowCount: scan.rows }).where(waiting);
    return true;
  });
}
