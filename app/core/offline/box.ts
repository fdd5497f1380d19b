import { newId } from '~/core/ids';
import { type Entries, entryOf, following, type Item, nextToSend, pressedAt, sentAt, verdictOf } from './item';
import { presentPerson } from './person';
import * as vault from './vault';

export type Box = { items: Item[]; isSignedOut: boolean };
type Heard = { sent: Item[] };

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

type Kept = Pick<Item, 'kind' | 'path' | 'subject' | 'about' | 'entries'>;

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

export async function discard(id: string) {
  await vault.remove('outbox', id);
  tell({ sent: [] });
}

/** A refused one once more, as it is. */
export async function retry({ refusal: _, ...item }: Item) {
  await vault.put('outbox', item.id, item.person, item);
  tell({ sent: [] });
  return flush();
}

const post = (item: Item) =>
  fetch('/outbox/send', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(20_000),
    body: JSON.stringify({ person: item.person, path: item.path, entries: sentAt(item.entries, new Date()) }),
  });

/** Sends what waits, in order; one tab at a time. What is cut off in the middle is sent again and stored once. */
export const flush = () =>
  navigator.locks.request('outbox', { ifAvailable: true }, async (lock) => {
    const sent: Item[] = [];
    for (let turn = 0; lock && turn < 500; turn++) {
      const item = nextToSend((await contents()).items);
      if (!item) break;
      const answer = await post(item).catch(() => null);
      const verdict = answer ? verdictOf(answer.status) : 'later';
      isSignedOut = verdict === 'signed_out';
      if (verdict === 'sent') {
        await vault.remove('outbox', item.id);
        sent.push(item);
      } else if (verdict === 'refused' && answer) {
        const told = (await answer.json().catch(() => ({}))) as Partial<Item['refusal']>;
        const refusal = { reason: 'not_accepted', ...told, status: answer.status };
        await vault.put('outbox', item.id, item.person, { ...item, tries: item.tries + 1, refusal });
      } else break;
      tell({ sent: [] });
    }
    if (lock) tell({ sent });
  });

const everyMs = 30_000;

/** Tries whenever there is hope; `navigator.onLine` is not asked, it is wrong too often. */
export function startSending() {
  const now = () => void flush();
  const seen = () => document.visibilityState === 'visible' && now();
  const timer = setInterval(async () => (await vault.count('outbox')) > 0 && now(), everyMs);
  window.addEventListener('online', now);
  document.addEventListener('visibilitychange', seen);
  void vault.dropOlder('drafts', Date.now() - 14 * 86_400_000);
  now();
  return () => {
    clearInterval(timer);
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
