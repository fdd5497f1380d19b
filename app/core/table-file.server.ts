import writeXlsx from 'write-excel-file/node';
import { spooled } from './spool.server';

export type TableCell = string | number | null;
export type Table = {
  /** Without its ending. */
  fileName: string;
  head: string[];
  /** Rows as they come from the database, page by page. */
  pages: AsyncIterable<TableCell[][]>;
  /** Of the columns of a workbook, in characters. */
  widths?: number[];
};
export type TableFormat = 'csv' | 'xlsx';

/** A workbook is made in memory: more rows than this become CSV. */
export const workbookRows = 50_000;

/** A cell that no spreadsheet takes for a formula. */
function csvCell(value: TableCell) {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const harmless = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
export const csvLine = (cells: readonly TableCell[]) => `${cells.map(csvCell).join(',')}\r\n`;

async function* csvOf({ head, pages }: Table) {
  yield `\uFEFF${csvLine(head)}`;
  for await (const rows of pages) yield rows.map(csvLine).join('');
}

const headers = (type: string, fileName: string) => ({
  'Content-Type': type,
  'Content-Disposition': `attachment; filename="${fileName}"`,
  'Cache-Control': 'no-store',
});

/** Read by itself, not at the pace of whoever downloads it: the rows come out of a transaction. */
function csvResponse(table: Table) {
  const lines = spooled(csvOf(table));
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, { headers: headers('text/csv; charset=utf-8', `${table.fileName}.csv`) });
}

async function* replayed(rows: TableCell[][], rest: AsyncIterator<TableCell[][]>) {
  try {
    yield rows;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** A download of a table: CSV is sent while it is read, with flat memory. */
export async function tableFile(table: Table, format: TableFormat): Promise<Response> {
  const pages = table.pages[Symbol.asyncIterator]();
  if (format === 'csv') {
    const first = await pages.next(); // what goes wrong at once is answered as such, not with half a file
    return csvResponse({ ...table, pages: replayed(first.done ? [] : first.value, pages) });
  }
  const rows: TableCell[][] = [];
  for (let next = await pages.next(); !next.done; next = await pages.next()) {
    rows.push(...next.value);
    if (rows.length > workbookRows) return csvResponse({ ...table, pages: replayed(rows, pages) });
  }
  const bold = table.head.map((value) => ({ value, fontWeight: 'bold' as const }));
  const cells = rows.map((row) =>
    row.map((value) =>
      value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String },
    ),
  );
  const columns = table.widths?.map((width) => ({ width }));
  const file = await writeXlsx([bold, ...cells], { stickyRowsCount: 1, ...(columns && { columns }) }).toBuffer();
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Response(new Uint8Array(file), { headers: headers(type, `${table.fileName}.xlsx`) });
}
