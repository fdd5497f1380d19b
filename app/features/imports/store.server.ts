import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { env } from '~/core/env.server';
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

const folder = () => path.resolve(env.DATA_DIR, 'files', 'imports');
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
  const hash = createHash('sha256');
  const out = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  let bytes = 0;
  let head = Buffer.alloc(0);
  const refuse = async (reason: string) => {
    out.destroy();
    await rm(target, { force: true });
    return { ok: false as const, reason: `imports.file_${reason}` };
  };
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > mostBytes) return await refuse('too_large');
      hash.update(chunk);
      detector.push(chunk);
      if (head.length < 262_144) head = Buffer.concat([head, chunk.subarray(0, 262_144 - head.length)]);
      if (!out.write(chunk)) await once(out, 'drain');
    }
    await new Promise<void>((done, fail) => out.end((error?: Error | null) => (error ? fail(error) : done())));
  } catch (error) {
    await refuse('broken');
    throw error;
  }
  if (bytes === 0) return refuse('empty');
  const stored = { storedAs, bytes, hash: hash.digest('hex') };
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
