import { readRecords } from './reading/csv.server';
import { forgetFile, layoutOf, storedPath, storeFile } from './store.server';

const mostBytes = 5_000_000;
const mostRows = 5000;

/** The cells of a small sheet, CSV in whatever encoding or a workbook; it is not kept. */
export async function readCells(file: File): Promise<string[][] | 'unreadable'> {
  if (file.size > mostBytes) return 'unreadable';
  const stored = await storeFile(file.stream() as unknown as AsyncIterable<Uint8Array>);
  if (!stored.ok) return 'unreadable';
  const rows: string[][] = [];
  try {
    for await (const lines of readRecords(storedPath(stored.file.storedAs), layoutOf(stored.file), 500)) {
      rows.push(...lines.map(({ cells }) => cells));
      if (rows.length > mostRows) break;
    }
  } finally {
    await forgetFile(stored.file.storedAs);
  }
  return rows.filter((row) => row.some((cell) => cell.trim()));
}
