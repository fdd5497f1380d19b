import { open } from 'node:fs/promises';
import type { ImportRow } from './plan.server';
import { estimateRows } from './rules';
import { storedPath } from './store.server';

const estimates = new Map<string, number>();
const sampleBytes = 65_536;

/** How many rows a file has: counted, or judged from its beginning. */
export async function totalRows(import_: ImportRow): Promise<number> {
  if (import_.rowCount !== null) return import_.rowCount;
  const known = estimates.get(import_.storedAs);
  if (known !== undefined) return Math.max(known, import_.doneRows);
  const file = await open(storedPath(import_.storedAs)).catch(() => null); // gone: the job will say so
  if (!file) return import_.doneRows;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
  const { size } = await file.stat();
  await file.close();
  const lines = buffer.subarray(0, bytesRead).filter((byte) => byte === 10).length;
  const estimate = estimateRows(size, bytesRead, lines);
  if (estimates.size > 1000) estimates.clear();
  estimates.set(import_.storedAs, estimate);
  return Math.max(estimate, import_.doneRows);
}
