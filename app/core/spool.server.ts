import { mkdir, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import { env } from './env.server';
import { newId } from './ids';

const piece = 64 * 1024;

/** A file without a name: nothing of it stays, however this process ends. */
async function namelessFile() {
  const folder = path.resolve(env.DATA_DIR, 'exports');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = path.join(folder, `${newId()}.part`);
  const file = await open(name, 'wx+', 0o600);
  await unlink(name);
  return file;
}

/**
 * Takes text as fast as it is made, onto the disk, and gives it as fast as it is asked for: somebody on a slow line
 * holds up neither the maker nor memory.
 */
export async function* spooled(chunks: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const file = await namelessFile();
  const state = { written: 0, isOver: false, isUnwanted: false, failed: null as { error: unknown } | null };
  let wake = () => {};
  async function take() {
    for await (const chunk of chunks) {
      const bytes = Buffer.from(chunk);
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, from, bytes.length - from, state.written + from);
        from += bytesWritten;
      }
      state.written += bytes.length;
      wake();
      if (state.isUnwanted) return;
    }
  }
  const taken = take()
    .catch((error: unknown) => {
      state.failed = { error }; // thrown where it is asked for, after what came before it
    })
    .finally(() => {
      state.isOver = true;
      wake();
    });
  try {
    for (let at = 0; ; ) {
      if (at < state.written) {
        const bytes = Buffer.alloc(Math.min(piece, state.written - at));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
        at += bytesRead;
        yield bytes.subarray(0, bytesRead);
      } else if (state.failed) throw state.failed.error;
      else if (state.isOver) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    state.isUnwanted = true;
    await taken;
    await file.close();
  }
}
