import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { checkWorkbook, type ZipRefusal } from './zip.server';

export type WorkbookRefusal = ZipRefusal | 'unreadable' | 'too_slow' | 'too_large_inside';

const seconds = 60;
const megabytes = 768;

/**
 * Runs in a thread of its own, which may be ended at any moment. Days come as days and other numbers as their shortest
 * text; formulas arrive as the values they had, links to other files are never followed.
 */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { createWriteStream, readFileSync } = require('node:fs');
const { once } = require('node:events');
const quote = (text) => (/[",\\r\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
const textOf = (value) => {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    const iso = Number.isNaN(value.getTime()) ? '' : value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16);
  }
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  return String(value);
};
(async () => {
  const reader = require(workerData.reader);
  const sheet = await reader.readSheet(readFileSync(workerData.from), workerData.sheet);
  const out = createWriteStream(workerData.to, { mode: 0o600 });
  for (const row of sheet) {
    const line = row.map((cell) => quote(textOf(cell))).join(',') + '\\n';
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  parentPort.postMessage({ rows: sheet.length });
})().catch((error) => parentPort.postMessage({ error: String(error && error.message) }));
`;

/** Turns a sheet of a workbook, counted from one, into a CSV file in UTF-8; null when that went well. */
export async function workbookToCsv(from: string, to: string, sheet = 1): Promise<WorkbookRefusal | null> {
  const refusal = await checkWorkbook(from);
  if (refusal) return refusal;
  const reader = createRequire(import.meta.url).resolve('read-excel-file/node');
  const worker = new Worker(program, {
    eval: true,
    workerData: { from, to, reader, sheet },
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 64 },
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const finish = (answer: WorkbookRefusal | null) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(() => finish('too_slow'), seconds * 1000);
    worker.once('message', (message: { error?: string }) => finish(message.error ? 'unreadable' : null));
    worker.once('error', (error: NodeJS.ErrnoException) =>
      finish(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_large_inside' : 'unreadable'),
    );
    worker.once('exit', () => finish('unreadable'));
  });
}
