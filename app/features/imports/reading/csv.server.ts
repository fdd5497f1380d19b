import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Encoding } from '../rules';
import { decode } from './encoding.server';
import { type RawRecord, RecordSplitter } from './splitter';

/** A line of data; `number` counts them from 1, the heading not included. */
export type Line = { number: number; line: number; cells: string[]; problem?: 'quote' | 'long' };
export type Layout = { encoding: Encoding; delimiter: string };

const options = (delimiter: string) => ({
  delimiter,
  relax_quotes: true,
  relax_column_count: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  skip_empty_lines: false,
});

/** The cells of records that each stand for themselves, so that a damaged one costs no other. */
function cellsOf(records: RawRecord[], delimiter: string): string[][] {
  const whole = records.filter(({ problem }) => !problem);
  let parsed = tryParse(whole.map(({ text }) => text).join('\n'), delimiter);
  if (parsed?.length !== whole.length) {
    parsed = whole.map(({ text }) => tryParse(text, delimiter)?.[0] ?? text.split(delimiter));
  }
  let next = 0;
  return records.map(({ text, problem }) => (problem ? text.split(delimiter) : (parsed[next++] ?? [])));
}

function tryParse(text: string, delimiter: string): string[][] | null {
  if (!text) return [];
  if (!text.includes('"')) return text.split('\n').map((line) => line.split(delimiter));
  try {
    return parse(text, options(delimiter)) as string[][];
  } catch {
    return null; // cellsOf then reads the records one by one
  }
}

/** The records of a file in batches; `skip` leaves out that many of the first without reading their cells. */
export async function* readRecords(path: string, layout: Layout, batch: number, skip = 0): AsyncGenerator<Line[]> {
  const splitter = new RecordSplitter(layout.delimiter);
  let number = 0;
  let waiting: RawRecord[] = [];
  const cut = () => {
    const cells = cellsOf(waiting, layout.delimiter);
    const lines = waiting.map((record, i) => ({
      number: number - waiting.length + i + 1,
      line: record.line,
      cells: cells[i]!,
      ...(record.problem && { problem: record.problem }),
    }));
    waiting = [];
    return lines;
  };
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    for await (const text of decode(bytes, layout.encoding)) {
      for (const record of splitter.push(text)) {
        if (++number <= skip) continue;
        if (waiting.push(record) === batch) yield cut();
      }
    }
    for (const record of splitter.push('', true)) {
      if (++number > skip) waiting.push(record);
    }
    if (waiting.length) yield cut();
  } finally {
    bytes.destroy();
  }
}

/** The heading and the data below it, in batches. `done` lines of data are passed over. */
export async function* readLines(path: string, layout: Layout, batch: number, done = 0): AsyncGenerator<Line[]> {
  for await (const lines of readRecords(path, layout, batch, done + 1)) {
    yield lines.map((line) => ({ ...line, number: line.number - 1 }));
  }
}

/** The names of the columns and the line of the file they stand in. */
export async function readHeader(path: string, layout: Layout): Promise<{ names: string[]; line: number }> {
  for await (const [first] of readRecords(path, layout, 1))
    return { names: first!.cells.map((cell) => cell.replaceAll('\u0000', '').trim().slice(0, 200)), line: first!.line };
  return { names: [], line: 0 };
}
