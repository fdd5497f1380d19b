import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { filesFolder, receive } from '~/core/files.server';
import { newId } from '~/core/ids';
import { detectDelimiter } from './reading/delimiter';
import { EncodingDetector } from './reading/encoding.server';
import { workbookToCsv } from './reading/xlsx.server';
import { sheetNames } from './reading/zip.server';
import { type Encoding, mostBytes } from './rules';

export type StoredFile = { storedAs: string; bytes: number; hash: string; encoding: Encoding; delimiter: string };
export type FileRefusal = string;

export const layoutOf = ({ encoding, delimiter }: { encoding: string | null; delimiter: string | null }) => ({
  encoding: (encoding ?? 'utf-8') as Encoding,
  delimiter: delimiter ?? ',',
});

const folder = () => filesFolder('imports');
export const storedPath = (name: string) => path.join(folder(), path.basename(name));
/** Under this name a workbook's first sheet is kept, the others as `NAME.sheet2`, `NAME.sheet3`, once they were asked for. */
const workbookOf = (name: string) => name.split('.')[0]!;
const sheetsPath = (name: string) => storedPath(`${workbookOf(name)}.sheets.json`);
/** The sheets of the workbook the file was made from, none for other files, and which of them, from one, it is. */
export async function readSheets(name: string): Promise<{ names: string[]; sheet: number }> {
  const names: string[] = JSON.parse(await readFile(sheetsPath(name), 'utf8').catch(() => '[]')); // no workbook
  return { names, sheet: Number(/\.sheet(\d+)$/.exec(name)?.[1] ?? 1) };
}

/** A file may be lost, as from a folder restored without it. */
export const isStored = (name: string) => isThere(storedPath(name));

/** A file as it was uploaded with all that was made of it. */
export async function forgetFile(name: string) {
  const { names } = await readSheets(name);
  const made = names.flatMap((_, i) => (i ? [`.sheet${i + 1}`] : ['.xlsx', '.sheets.json']));
  for (const ending of ['', ...made]) await rm(storedPath(workbookOf(name) + ending), { force: true });
}

/** Reads another sheet of the workbook a file was made from; where it lies then, or the locale key of a refusal. */
export async function storeSheet(
  name: string,
  sheet: number,
): Promise<{ ok: true; storedAs: string } | { ok: false; reason: FileRefusal }> {
  const base = workbookOf(name);
  const { names } = await readSheets(name);
  if (sheet > names.length) return { ok: false, reason: 'error.choose' };
  const storedAs = sheet === 1 ? base : `${base}.sheet${sheet}`;
  const target = storedPath(storedAs);
  if (await isThere(target)) return { ok: true, storedAs };
  if (!(await isThere(storedPath(`${base}.xlsx`)))) return { ok: false, reason: 'imports.failure_file' };
  const refusal = await workbookToCsv(storedPath(`${base}.xlsx`), `${target}.part`, sheet);
  if (refusal) {
    await rm(`${target}.part`, { force: true });
    return { ok: false, reason: `imports.file_${refusal}` };
  }
  await rename(`${target}.part`, target);
  return { ok: true, storedAs };
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false, // any reason not to find it is one not to use it
  );

/** Writes what arrives under a name of our own and tells what kind of text it is; the refusal is a locale key. */
export async function storeFile(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ ok: true; file: StoredFile } | { ok: false; reason: FileRefusal }> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const storedAs = newId();
  const target = storedPath(storedAs);
  const detector = new EncodingDetector();
  let head = Buffer.alloc(0);
  const refuse = async (reason: string) => {
    await rm(target, { force: true });
    return { ok: false as const, reason: `imports.file_${reason}` };
  };
  const received = await receive(chunks, target, mostBytes, (chunk) => {
    detector.push(chunk);
    if (head.length < 262_144) head = Buffer.concat([head, chunk.subarray(0, 262_144 - head.length)]);
  });
  if (!received) return refuse('too_large');
  const { bytes, hash } = received;
  if (bytes === 0) return refuse('empty');
  const stored = { storedAs, bytes, hash };
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    const refusal = await workbookToCsv(target, `${target}.csv`);
    if (refusal) {
      await rm(`${target}.csv`, { force: true });
      return refuse(refusal);
    }
    await writeFile(sheetsPath(storedAs), JSON.stringify(await sheetNames(target)), { mode: 0o600 });
    await rename(target, `${target}.xlsx`);
    await rename(`${target}.csv`, target);
    return { ok: true, file: { ...stored, encoding: 'utf-8', delimiter: ',' } };
  }
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) return refuse('old_excel');
  if (head.subarray(0, 5).toString('latin1') === '%PDF-') return refuse('not_table');
  const encoding = detector.end();
  return {
    ok: true,
    file: { ...stored, encoding, delimiter: detectDelimiter(new TextDecoder(encoding).decode(head)) },
  };
}
