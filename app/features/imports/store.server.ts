import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
const sheetsPath = (name: string) => storedPath(`${name}.sheets.json`);
/** The sheets of the workbook the file was made from, the one that was read first; none for other files. */
export const readSheets = async (name: string): Promise<string[]> =>
  JSON.parse(await readFile(sheetsPath(name), 'utf8').catch(() => '[]'));
export const forgetFile = (name: string) => rm(storedPath(name), { force: true });

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
