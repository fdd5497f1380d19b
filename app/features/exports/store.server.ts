import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { env } from '~/core/env.server';
import { type Received, receive } from '~/core/files.server';
import { mostBytes } from './rules';

/** Beside what backups copy: these files live for two weeks and can be made again. */
const folder = () => path.resolve(env.DATA_DIR, 'exports');
const pathOf = (id: string) => path.join(folder(), id);

/** Writes what arrives under an id; null when it is longer than allowed, and then nothing is kept. */
export async function keepExport(id: string, chunks: AsyncIterable<Uint8Array>): Promise<Received | null> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  return receive(chunks, pathOf(id), mostBytes);
}

/** The bytes; null when they are gone. */
export const openExport = async (id: string) => {
  const found = await stat(pathOf(id)).catch(() => null);
  return found && createReadStream(pathOf(id));
};

export const dropExport = (id: string) => rm(pathOf(id), { force: true });

/** Removes files that were written before, those of runs that were killed among them. */
export async function dropExportsBefore(than: Date) {
  for (const name of await readdir(folder()).catch(() => [])) {
    const found = await stat(pathOf(name)).catch(() => null);
    if (found && found.mtimeMs < than.getTime()) await dropExport(name);
  }
}
