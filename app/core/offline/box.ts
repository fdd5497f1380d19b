import { newId } from '~/core/ids';
import { hashOf, sendInParts } from './file-parts';
import {
  type Entries,
  entryOf,
  type FileKind,
  fileIdOf,
  following,
  type Item,
  isFile,
  nextToSend,
  over,
  patienceMs,
  pressedAt,
  sentAt,
  verdictOf,
} from './item';
import { presentPerson } from './person';
import * as vault from './vault';

export type Box = { items: Item[]; isSignedOut: boolean };
/** `progress`: how far a file on its way is. */
export type Heard = { sent: Item[]; progress?: { id: string; share: number } };

const listeners = new Set<(heard: Heard) => void>();
const others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('outbox');
let isSignedOut = false;

function tell(heard: Heard) {
  for (const listen of listeners) listen(heard);
  others?.postMessage(heard);
}
others?.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
  for (const listen of listeners) listen(data);
});

export function onChange(listen: (heard: Heard) => void) {
  listeners.add(listen);
  return () => void listeners.delete(listen);
}

export async function contents(): Promise<Box> {
  const person = presentPerson();
  const items = person ? await vault.all<Item>('outbox', person) : [];
  return { items: items.sort((a, b) => (a.id < b.id ? -1 : 1)), isSignedOut };
}

export const waitingFor = async (subject: string) =>
  (await contents()).items.filter((item) => item.subject === subject);

type Kept = Pick<Item, 'kind' | 'path' | 'subject' | 'needs' | 'about' | 'entries'>;

/** Stored before it answers: what the person is told is kept, is kept. */
export async function keep(form: Kept) {
  const person = presentPerson();
  if (!person) throw new Error('nobody is signed in');
  const now = new Date();
  const replaced = entryOf(form.entries, 'replaces');
  const earlier = (await waitingFor(form.subject)).filter((item) => item.id !== replaced);
  const entries = following(pressedAt(form.entries, form.kind, now), earlier);
  const item: Item = { ...form, entries, id: newId(), person, at: now.getTime(), tries: 0 };
  await vault.put('outbox', item.id, person, item);
  void navigator.storage?.persist?.();
  tell({ sent: [] });
}

type File = Omit<Kept, 'kind' | 'subject' | 'entries'> & {
  kind: FileKind;
  blob: Blob;
  name: string;
  fields: Record<string, string>;
};

/** A photo or a spoken note: its bytes first, so that whatever the outbox names is there. */
export async function keepFile({ kind, path, needs, about, blob, name, fields }: File) {
  const person = presentPerson();
  if (!person) throw new Error('nobody is signed in');
  const bytes = await blob.arrayBuffer();
  const id = newId();
  await vault.putFile(id, person, bytes);
  const said = { ...fields, id, kind, name, sha256: await hashOf(bytes), bytes: String(bytes.byteLength) };
  await keep({ kind, path, subject: `${path}/${id}`, needs, about, entries: Object.entries(said) });
}

/** The bytes of a file that waits, to be looked at. */
export const bytesOf = (fileId: string, person: string) => vault.getFile(fileId, person);

async function forget(item: Item) {
  await vault.remove('outbox', item.id);
  if (isFile(item)) await vault.remove('files', fileIdOf(item));
}

export async function discard(id: string) {
  const item = (await contents()).items.find((one) => one.id === id);
  if (item) await forget(item);
  tell({ sent: [] });
}

/** A refused one once more, over what somebody else has saved meanwhile. */
export async function saveOver(item: Item, version: number) {
  for (const one of over(item, version, (await contents()).items)) await vault.put('outbox', one.id, one.person, one);
  tell({ sent: [] });
  return flush();
}

/** A refused one once more, as it is. */
export async function retry({ refusal: _, ...item }: Item) {
  await vault.put('outbox', item.id, item.person, item);
  tell({ sent: [] });
  return flush();
}

const postForm = (item: Item) =>
  fetch('/outbox/send', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(20_000),
    body: JSON.stringify({ person: item.person, path: item.path, entries: sentAt(item.entries, new Date()) }),
  });

async function post(item: Item) {
  if (!isFile(item)) return postForm(item);
  const bytes = await bytesOf(fileIdOf(item), item.person);
  if (!bytes) return Response.json({ reason: 'outbox.file_lost' }, { status: 422 });
  return sendInParts(item, bytes, (share) => tell({ sent: [], progress: { id: item.id, share } }));
}

let later: ReturnType<typeof setTimeout> | undefined;

/** A busy server says when to come again; else the next look is soon enough. */
function comeAgain(answer: Response) {
  clearTimeout(later);
  const ms = patienceMs(answer.headers.get('Retry-After'), Math.random());
  if (ms !== null) later = setTimeout(() => void flush(), ms);
}

async function sendAll() {
  const sent: Item[] = [];
  for (let turn = 0; turn < 500; turn++) {
    const item = nextToSend((await contents()).items);
    if (!item) break;
    const answer = await post(item).catch(() => null);
    const verdict = answer ? verdictOf(answer.status) : 'later';
    isSignedOut = verdict === 'signed_out';
    if (verdict === 'sent') {
      await forget(item);
      sent.push(item);
    } else if (verdict === 'refused' && answer) {
      const told = (await answer.json().catch(() => ({}))) as Partial<Item['refusal']>;
      const refusal = { reason: 'not_accepted', ...told, status: answer.status };
      await vault.put('outbox', item.id, item.person, { ...item, tries: item.tries + 1, refusal });
    } else {
      if (verdict === 'later' && answer) comeAgain(answer);
      break;
    }
    tell({ sent: [] });
  }
  tell({ sent });
}

let isQueued = false;

/**
 * Sends what waits, in order; one tab at a time. What is cut off in the middle is sent again and stored once.
 * Asked for while one is under way, another follows it: that one may have begun before there was a network.
 */
export async function flush() {
  if (isQueued) return;
  isQueued = true;
  await navigator.locks.request('outbox', () => {
    isQueued = false;
    return sendAll();
  });
}

const everyMs = 30_000;

async function tidy() {
  await vault.dropOlder('drafts', Date.now() - 14 * 86_400_000);
  if ((await vault.count('files')) === 0) return;
  const named = (await contents()).items.filter(isFile).map(fileIdOf);
  // those of another person are left to that person's own visit
  if ((await vault.count('outbox')) === (await contents()).items.length)
    await vault.dropFilesBut(new Set(named), Date.now() - 10 * 60_000);
}

/** Tries whenever there is hope; `navigator.onLine` is not asked, it is wrong too often. */
export function startSending() {
  const now = () => void flush();
  const seen = () => document.visibilityState === 'visible' && now();
  const timer = setInterval(async () => (await vault.count('outbox')) > 0 && now(), everyMs);
  window.addEventListener('online', now);
  document.addEventListener('visibilitychange', seen);
  void tidy();
  now();
  return () => {
    clearInterval(timer);
    clearTimeout(later);
    window.removeEventListener('online', now);
    document.removeEventListener('visibilitychange', seen);
  };
}

export type Draft = { entries: Entries; replaces?: string };

export const draftOf = async (name: string) => {
  const person = presentPerson();
  return person ? vault.get<Draft>('drafts', name, person) : null;
};
export const saveDraft = async (name: string, draft: Draft) => {
  const person = presentPerson();
  if (person) await vault.put('drafts', name, person, draft);
};
export const dropDraft = (name: string) => vault.remove('drafts', name);

/** How many forms of anybody signing out would lose. */
export const unsent = () => vault.count('outbox');
export const forgetAll = () => vault.clear();
