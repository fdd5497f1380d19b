import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from './context.server';
import { snapshot } from './db.server';
import { env } from './env.server';
import { unavailable } from './refusals.server';

/** Each holds a connection of the reports, and keeps the database from clearing away what was overwritten since. */
const mostAtOnce = Math.max(1, env.DB_REPORT_POOL - 1);
const patienceMs = 30_000;
const longestMs = 5 * 60_000;

let open = 0;
const waiting: (() => void)[] = [];

export const snapshotState = () => ({ open, waiting: waiting.length });

/** A place among those that read at once; who waits too long is told so. */
async function enter() {
  if (open < mostAtOnce) {
    open += 1;
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const start = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(start), 1);
      reject(unavailable(10));
    }, patienceMs);
    waiting.push(start);
  });
}

function leave() {
  const next = waiting.shift();
  if (next) next();
  else open -= 1;
}

/**
 * What `read` gives, all of it as it was at one moment: whatever is written meanwhile, no row is missed or met twice. To be
 * taken in as fast as it comes, because a transaction is open until the last of it, or until the reader turns away.
 */
export async function* inSnapshot<T>(ctx: Context, read: (ctx: Context) => AsyncIterable<T>): AsyncGenerator<T> {
  if (ctx.inTransaction) {
    yield* read(ctx);
    return;
  }
  await enter();
  const pages = new PassThrough({ objectMode: true, highWaterMark: 1 });
  const done = snapshot(ctx.actor, (db) =>
    pipeline(Readable.from(read({ ...ctx, db, inTransaction: true }), { highWaterMark: 1 }), pages, {
      signal: AbortSignal.timeout(longestMs),
    }),
  );
  pages.on('error', () => {}); // thrown below, if anybody still reads
  const over = done.catch((error: Error) => void pages.destroy(error)).finally(leave);
  try {
    yield* pages as AsyncIterable<T>;
  } finally {
    pages.destroy();
    await over;
  }
}
