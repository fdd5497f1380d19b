import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { configureImport, createImport, startImport } from '~/features/imports/commands.server';
import { readQuestions } from '~/features/imports/preview.server';
import { getImport, listResults } from '~/features/imports/queries.server';
import type { Question } from '~/features/imports/row';
import type { ImportKind } from '~/features/imports/rules';
import { runImport } from '~/features/imports/run.server';
import { storeFile } from '~/features/imports/store.server';

export type Table = { name: string; header: string[]; rows: string[][] };
type Wanted = {
  kind: ImportKind;
  unitId: number;
  /** Our field of each column. */
  columns: string[];
  keyField: string;
  answer?: (question: Question) => string;
};

/** A table through the same steps a person takes: upload, map, answer what is offered, start, wait. */
export async function runFile(ctx: Context, table: Table, wanted: Wanted) {
  const bytes = Buffer.from(stringify([table.header, ...table.rows]));
  const stored = await storeFile(Readable.from([bytes]));
  if (!stored.ok) throw new Error(`${table.name}: ${stored.reason}`);
  const id = newId();
  const { kind, unitId } = wanted;
  const made = await createImport(ctx, { id, kind, unitId }, { ...stored.file, name: table.name });
  if (!made.ok) throw new Error(`${table.name}: ${JSON.stringify(made)}`);
  const settings = { mode: 'create' as const, keyField: wanted.keyField, unitId, columns: wanted.columns };
  // mapped first, so that what is asked is asked of the right columns; then answered
  await configureImport(ctx, id, { ...settings, version: 1, answers: [] });
  const asked = await readQuestions(await getImport(ctx, id));
  const answers = asked.map((question) => ({
    field: question.field,
    text: question.text,
    choice: wanted.answer?.(question) ?? '',
  }));
  await configureImport(ctx, id, { ...settings, version: 2, answers });
  const started = await startImport(ctx, id, 3);
  if (!started.ok) throw new Error(`${table.name}: ${JSON.stringify(started)}`);
  const { tenantId } = await getImport(ctx, id);
  await runImport(ctx, { tenantId, id });
  let import_ = await getImport(ctx, id);
  // a worker of this installation may have taken the job up, too
  while (import_.state === 'running' || import_.state === 'queued') {
    await sleep(500);
    import_ = await getImport(ctx, id);
  }
  const left = await listResults(ctx, import_, ['rejected', 'question'], null, 5);
  const noted = await listResults(ctx, import_, ['created'], null, 5);
  if (import_.state !== 'done' || left.rows.length || noted.rows.length) {
    throw new Error(`${table.name}: ${import_.state}, ${JSON.stringify([...left.rows, ...noted.rows])}`);
  }
  return { import_, asked };
}
