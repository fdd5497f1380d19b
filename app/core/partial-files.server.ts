import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { incomingFolder } from './files.server';

/** Begun and not finished by one sender; the oldest make room. */
const mostBegun = 20;

const folderOf = (sender: string) => path.join(incomingFolder(), 'parts', sender);
/** Where the parts of a file gather. The sender's id and the hash of the whole keep those of others apart. */
export const partialFile = (sender: string, id: string, sha256: string) =>
  path.join(folderOf(sender), `${id}-${sha256.slice(0, 32)}`);

const turns = new Map<string, Promise<unknown>>();
/** Two requests for one file, one after the other. */
function inTurn<T>(target: string, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(target) ?? Promise.resolve()).then(work, work);
  const end = mine
    .catch(() => {})
    .then(() => {
      if (turns.get(target) === end) turns.delete(target);
    });
  turns.set(target, end);
  return mine;
}

/** How many bytes have come so far. */
export const haveOf = (target: string) =>
  stat(target).then(
    ({ size }) => size,
    () => 0,
  );

async function makeRoom(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  if (names.length < mostBegun) return;
  const begun = await Promise.all(
    names.map(async (name) => ({ name, at: (await timeOf(path.join(folder, name))) ?? 0 })),
  );
  const oldest = begun.sort((a, b) => a.at - b.at).slice(0, names.length - mostBegun + 1);
  for (const { name } of oldest) await rm(path.join(folder, name), { force: true });
}

/** Adds a part where the last one ended; a part of any other place changes nothing. Answers how many bytes there are. */
export const addPart = (target: string, from: number, part: Uint8Array): Promise<{ fits: boolean; have: number }> =>
  inTurn(target, async () => {
    const have = await haveOf(target);
    if (have !== from) return { fits: false, have };
    if (have === 0) await makeRoom(path.dirname(target));
    const file = await open(target, 'a', 0o600);
    try {
      await file.appendFile(part);
    } finally {
      await file.close();
    }
    return { fits: true, have: have + part.length };
  });

/** Whether the parts make up what was promised; if not they are gone, and the sender begins anew. */
export const isWhole = (target: string, sha256: string): Promise<boolean> =>
  inTurn(target, async () => {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(target)) hash.update(chunk);
    const whole = hash.digest('hex') === sha256;
    if (!whole) await rm(target, { force: true });
    return whole;
  });

export const dropPartial = (target: string) => rm(target, { force: true });

const timeOf = (file: string) =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );

/** Removes what began to arrive before `than` and was never finished. */
export async function dropIncoming(than: Date) {
  const entries = await readdir(incomingFolder(), { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const at = entry.isFile() ? await timeOf(file) : null;
    if (at !== null && at < than.getTime()) await rm(file, { force: true });
  }
}
