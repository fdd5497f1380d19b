// Tables of any analyst: read as columns, and written back byte for byte with one column more.

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Column, ColumnBuilder } from '~/features/forecast/learn/column';
import { detectDelimiter } from '~/features/imports/reading/delimiter';
import { EncodingDetector } from '~/features/imports/reading/encoding.server';
import { RecordSplitter } from '~/features/imports/reading/splitter';
import type { Encoding } from '~/features/imports/rules';

type Layout = { encoding: Encoding; delimiter: string; lineEnd: string };
export type TableFile = {
  layout: Layout;
  names: string[];
  columns: Column[];
  rows: number;
  /** Rows with more or fewer cells than the heading, or a quote that never closes. */
  ragged: number;
  /** The heading and the rows as they stood, when asked for: one letter per byte. */
  heading: string;
  records: string[];
};

const highByte = /[\u0080-\u00ff]/;

/** Pieces of the file with one letter per byte; only UTF-16 is turned into UTF-8 first. */
async function* pieces(path: string, encoding: Encoding): AsyncGenerator<string> {
  if (encoding.startsWith('utf-16')) {
    const text = new TextDecoder(encoding).decode(await readFile(path));
    yield Buffer.from(`\uFEFF${text}`).toString('latin1');
    return;
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    yield (chunk as Buffer).toString('latin1');
}

async function layoutOf(path: string): Promise<Layout> {
  const detector = new EncodingDetector();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) detector.push(chunk as Buffer);
  const encoding = detector.end();
  let head = '';
  for await (const piece of pieces(path, encoding)) {
    head = piece.slice(0, 200_000);
    break;
  }
  const lineEnd = /\r\n|\n|\r/.exec(head)?.[0] ?? '\n';
  return { encoding, delimiter: detectDelimiter(decode(head, encoding).replace(/^\uFEFF/, '')), lineEnd };
}

const decode = (text: string, encoding: Encoding) =>
  highByte.test(text)
    ? new TextDecoder(encoding.startsWith('utf-16') ? 'utf-8' : encoding, { ignoreBOM: true }).decode(
        Buffer.from(text, 'latin1'),
      )
    : text;

export function cellsOf(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= text.length; ) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      if (end < 0) break;
      at = end + 1;
      continue;
    }
    let end = at + 1;
    while (end < text.length && !(text[end] === '"' && text[end + 1] !== '"')) end += text[end] === '"' ? 2 : 1;
    const next = text.indexOf(delimiter, end);
    const cell = text.slice(at + 1, end).replaceAll('""', '"');
    cells.push(cell + text.slice(end + 1, next < 0 ? text.length : next));
    if (next < 0) break;
    at = next + 1;
  }
  return cells;
}

function namesOf(cells: string[]) {
  const seen = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = cell.replaceAll('\u0000', '').trim() || `column ${i + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times > 1 ? `${name} (${times})` : name;
  });
}

export async function readTable(path: string, keepRecords = false): Promise<TableFile> {
  const layout = await layoutOf(path);
  const { delimiter, encoding } = layout;
  const splitter = new RecordSplitter(delimiter);
  const file: TableFile = { layout, names: [], columns: [], rows: 0, ragged: 0, heading: '', records: [] };
  let builders: ColumnBuilder[] | undefined;
  const take = (text: string, problem?: string) => {
    if (!builders) {
      file.heading = text;
      const heading = decode(text, encoding).replace(/^\uFEFF/, '');
      file.names = namesOf(cellsOf(heading, delimiter));
      builders = file.names.map((name) => new ColumnBuilder(name, delimiter === ';'));
      return;
    }
    const cells = problem ? [] : cellsOf(decode(text, encoding), delimiter);
    if (cells.length !== builders.length) file.ragged += 1;
    for (const [i, builder] of builders.entries()) builder.push(cells[i]);
    file.rows += 1;
    if (keepRecords)
      file.records.push(
        cells.length < builders.length && !problem ? text + delimiter.repeat(builders.length - cells.length) : text,
      );
  };
  for await (const piece of pieces(path, encoding))
    for (const { text, problem } of splitter.push(piece)) take(text, problem);
  for (const { text, problem } of splitter.push('', true)) take(text, problem);
  file.columns = builders?.map((builder) => builder.done()) ?? [];
  return file;
}

/** The rows as they came, in order, each with its probability. */
export async function writeWithProbability(path: string, file: TableFile, p: ArrayLike<number>) {
  const { delimiter, lineEnd } = file.layout;
  const name = file.names.some((n) => n.toLowerCase() === 'probability') ? 'model_probability' : 'probability';
  const out = createWriteStream(path);
  out.write(Buffer.from(`${file.heading}${delimiter}${name}${lineEnd}`, 'latin1'));
  for (let from = 0; from < file.records.length; from += 5000) {
    const lines = file.records
      .slice(from, from + 5000)
      .map((r, i) => `${r}${delimiter}${p[from + i]!.toFixed(6)}${lineEnd}`);
    if (!out.write(Buffer.from(lines.join(''), 'latin1'))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return name;
}
