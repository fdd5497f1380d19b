import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export type Store = 'outbox' | 'drafts';
type Sealed = { id: string; person: string; at: number; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };
type Schema = DBSchema & {
  keys: { key: string; value: CryptoKey };
  outbox: { key: string; value: Sealed };
  drafts: { key: string; value: Sealed };
};

const name = 'jiketong';
const algorithm = { name: 'AES-GCM', length: 256 };
let opened: Promise<IDBPDatabase<Schema>> | undefined;

function open() {
  opened ??= openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('keys');
      db.createObjectStore('outbox', { keyPath: 'id' });
      db.createObjectStore('drafts', { keyPath: 'id' });
    },
    terminated: () => {
      opened = undefined;
    },
  });
  return opened;
}

/** It cannot be read out, only used, and on this device only; thrown away it makes all values unreadable. */
async function key() {
  const db = await open();
  const found = await db.get('keys', 'values');
  if (found) return found;
  const made = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
  // another tab may have been faster
  const added = await db.add('keys', made, 'values').catch(() => null);
  return added ? made : ((await db.get('keys', 'values')) ?? made);
}

export async function put(store: Store, id: string, person: string, value: unknown) {
  const secret = await key();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: algorithm.name, iv },
    secret,
    new TextEncoder().encode(JSON.stringify(value)),
  );
  await (await open()).put(store, { id, person, at: Date.now(), iv, sealed });
}

async function read<T>({ iv, sealed }: Sealed): Promise<T> {
  const plain = await crypto.subtle.decrypt({ name: algorithm.name, iv }, await key(), sealed);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}

export async function get<T>(store: Store, id: string, person: string): Promise<T | null> {
  const row = await (await open()).get(store, id);
  return row && row.person === person ? read<T>(row) : null;
}

export async function all<T>(store: Store, person: string): Promise<T[]> {
  const rows = await (await open()).getAll(store);
  return Promise.all(rows.filter((row) => row.person === person).map((row) => read<T>(row)));
}

export const remove = async (store: Store, id: string) => (await open()).delete(store, id);
/** Whosever they are. */
export const count = async (store: Store) => (await open()).count(store);

export async function dropOlder(store: Store, than: number) {
  const db = await open();
  for (const { id, at } of await db.getAll(store)) if (at < than) await db.delete(store, id);
}

/** Everything, and the key with it. */
export async function clear() {
  const db = await open();
  await Promise.all((['keys', 'outbox', 'drafts'] as const).map((store) => db.clear(store)));
}
