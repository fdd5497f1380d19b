import { readFile, writeFile } from 'node:fs/promises';
import type { Context } from '~/core/context.server';
import { type Counts, countRows, isQuestion, readPatiently, readRows, resolveRows } from './batch.server';
import { type ImportRow, loadPlan } from './plan.server';
import { readLines } from './reading/csv.server';
import { isGood, type Problem, type Question } from './row';
import { batchRows, isOpen, mostQuestions, previewRows, scannedRows } from './rules';
import { layoutOf, storedPath } from './store.server';

export type PreviewRow = {
  number: number;
  cells: string[];
  outcome: 'create' | 'update' | 'rejected' | 'question';
  problems: Problem[];
};
export type Scan = { rows: number; complete: boolean; counts: Counts; questions: Question[] };

const questionsPath = (import_: ImportRow) => storedPath(`${import_.storedAs}.questions.json`);

/** The first lines with what would become of them. */
export async function previewImport(ctx: Context, import_: ImportRow): Promise<PreviewRow[]> {
  const plan = await loadPlan(ctx, import_);
  for await (const lines of readLines(storedPath(import_.storedAs), layoutOf(import_), previewRows)) {
    const rows = await resolveRows(ctx, plan, readRows(ctx, plan, lines));
    return rows.map((row) => ({
      number: row.number,
      cells: row.cells
        .slice(0, import_.header.length)
        .map((cell) => (cell.length > 200 ? `${cell.slice(0, 200)}…` : cell)),
      outcome: isQuestion(row) ? 'question' : !isGood(row) ? 'rejected' : row.existing ? 'update' : 'create',
      problems: [
        ...row.problems,
        ...row.questions
          .filter(({ near }) => near)
          .map((q) => ({
            field: q.field,
            reason: 'imports.problem.near',
            value: q.choices.map((c) => c.label).join(' / '),
          })),
      ],
    }));
  }
  return [];
}

type Looking = { patienceMs: number; mostRows: number; onBatch?: (rows: number) => Promise<void> };
/** As much as a person will wait for. */
const briefly: Looking = { patienceMs: 2500, mostRows: scannedRows };
export const toTheEnd = { patienceMs: Number.POSITIVE_INFINITY, mostRows: Number.POSITIVE_INFINITY };

/** Looks through the lines without writing: counts what would happen and gathers what has to be asked. */
export async function scanImport(ctx: Context, import_: ImportRow, looking: Looking = briefly): Promise<Scan> {
  const plan = await loadPlan(ctx, { ...import_, answers: {} });
  const answering = { ...plan, answers: import_.answers };
  const counts: Counts = { created: 0, updated: 0, unchanged: 0, rejected: 0, questions: 0 };
  const questions = new Map<string, Question>();
  const end = performance.now() + looking.patienceMs;
  let unanswered = 0;
  let rows = 0;
  let complete = true;
  for await (const lines of readLines(storedPath(import_.storedAs), layoutOf(import_), batchRows)) {
    if (rows >= looking.mostRows || performance.now() > end) {
      complete = false;
      break;
    }
    rows += lines.length;
    const asked = await resolveRows(ctx, plan, await readPatiently(ctx, plan, lines));
    const inBatch = asked.flatMap((row) => row.questions);
    for (const question of inBatch) {
      const key = `${question.field}\u0000${question.text}`;
      if (questions.has(key)) continue;
      const open = isOpen(import_.answers, question);
      if (open && ++unanswered > mostQuestions) continue;
      questions.set(key, question);
    }
    // an answer changes nothing but rows that ask
    const answered = inBatch.length
      ? await resolveRows(ctx, answering, await readPatiently(ctx, answering, lines))
      : asked;
    for (const [name, n] of Object.entries(countRows(answered))) counts[name as keyof Counts] += n;
    await looking.onBatch?.(rows);
  }
  const asked = [...questions.values()];
  await writeFile(questionsPath(import_), JSON.stringify(asked), { mode: 0o600 });
  return { rows, complete, counts, questions: asked };
}

/** The questions of the last look through. */
export async function readQuestions(import_: ImportRow): Promise<Question[]> {
  const text = await readFile(questionsPath(import_), 'utf8').catch(() => '[]'); // not looked through yet
  return JSON.parse(text) as Question[];
}
