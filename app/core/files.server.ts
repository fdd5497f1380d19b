import { createHash } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { access, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { env } from './env.server';
import { newId } from './ids';

/** Below this folder everything belongs to rows and is copied by a backup. */
export const filesFolder = (...parts: string[]) => path.resolve(env.DATA_DIR, 'files', ...parts);
/** What is still arriving; on the same disk, so that a rename is one step. */
export const incomingFolder = () => path.resolve(env.DATA_DIR, 'incoming');

type Chunks = AsyncIterable<Uint8Array>;
export type Received = { bytes: number; hash: string };

/** Writes what arrives to a new file; null when it is longer than allowed, and then the file is gone. */
export async function receive(
  chunks: Chunks,
  target: string,
  mostBytes: number,
  onChunk: (chunk: Uint8Array) => void = () => {},
): Promise<Received | null> {
  const hash = createHash('sha256');
  const out = createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true });
  const failed = new Promise<never>((_done, fail) => out.once('error', fail));
  failed.catch(() => {});
  const abandon = async () => {
    out.destroy();
    await rm(target, { force: true });
  };
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        await abandon();
        return null;
      }
      hash.update(chunk);
      onChunk(chunk);
      if (!out.write(chunk)) await Promise.race([new Promise<void>((done) => out.once('drain', () => done())), failed]);
    }
    const written = new Promise<void>((done) => out.once('close', done));
    out.end();
    await Promise.race([written, failed]);
  } catch (error) {
    await abandon();
    throw error;
  }
  return { bytes, hash: hash.digest('hex') };
}

/** What arrives, in a file of its own that is gone when the work with it is over. */
export async function withIncoming<T>(
  chunks: Chunks,
  mostBytes: number,
  work: (file: (Received & { path: string }) | null) => Promise<T>,
): Promise<T> {
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  const target = path.join(incomingFolder(), newId());
  try {
    const received = await receive(chunks, target, mostBytes);
    return await work(received && { ...received, path: target });
  } finally {
    await rm(target, { force: true });
  }
}

/** Where bytes with this hash lie. */
export const pathOfContent = (hash: string) => filesFolder('content', hash.slice(0, 2), hash);

const isKept = (target: string) =>
  access(target, constants.R_OK).then(
    () => true,
    () => false,
  );

/** Gives a whole file of ours, already on disk, its place by its hash, so that a power cut leaves it there. */
async function moveIn(file: string, target: string) {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await rename(file, target);
  const folder = await open(path.dirname(target), 'r');
  await folder.sync().catch(() => {}); // not every system can
  await folder.close();
}

/** What a file begins with, enough to see by it what it is. */
export async function headOf(file: string) {
  const opened = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(32), 0, 32, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await opened.close();
  }
}

/** Keeps a file that has arrived by its hash, without reading it again. */
export async function keepReceived(file: Received & { path: string }): Promise<string> {
  const target = pathOfContent(file.hash);
  if (!(await isKept(target))) await moveIn(file.path, target);
  return file.hash;
}

/** Keeps bytes by their hash, safely on disk before this answers; what is there already stays as it is. */
export async function keepContent(content: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex');
  const target = pathOfContent(hash);
  if (await isKept(target)) return hash;
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  const part = path.join(incomingFolder(), newId());
  await writeFile(part, content, { mode: 0o600, flush: true });
  await moveIn(part, target);
  return hash;
}
