import { changesNothing, type Writes } from './patience';
import type { Fetching } from './scope';

/** Outlives the worker, which is ended whenever it has nothing to do. */
export const notes = 'notes';
const key = '/notes/writes';
let known: Promise<Writes> | undefined;

async function read(): Promise<Writes> {
  const found = await (await caches.open(notes)).match(key);
  return found ? ((await found.json()) as Writes) : { tried: 0, done: 0 };
}

export function writes(): Promise<Writes> {
  known ??= read();
  return known;
}

async function note(what: Partial<Writes>) {
  known = writes().then((before) => ({ ...before, ...what }));
  await (await caches.open(notes)).put(key, Response.json(await known));
}

/** Passes a change on, and notes that pages from before it are old. */
export function write(event: Fetching) {
  const { request } = event;
  if (changesNothing(new URL(request.url).pathname)) return;
  // files stay with the browser, which need not hand them from one process to the other
  if (request.headers.get('Content-Type')?.startsWith('multipart/')) {
    const at = Date.now();
    return event.waitUntil(note({ tried: at, done: at }));
  }
  event.respondWith(pass(request));
}

async function pass(request: Request) {
  await note({ tried: Date.now() });
  try {
    const answer = await fetch(request);
    // 0 is a redirect, as a form is answered
    await note(answer.status < 400 ? { done: Date.now() } : {});
    return answer;
  } catch (error) {
    // it may have arrived all the same
    await note({ tried: Date.now() });
    throw error;
  }
}
