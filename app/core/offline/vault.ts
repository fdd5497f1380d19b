import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export type Store = 'outbox' | 'drafts' | 'files';
type Sealed = { id: string; person: string; at: number; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };
type Schema = DBSchema & {
  keys: { key: string; value: CryptoKey };
  outbox: { key: string; value: Sealed };
  drafts: { key: string; value: Sealed };
  files: { key: string; value: Sealed };
};

const name = 'jiketong';
const algorithm = { name: 'AES-GCM', length: 256 };
let opened: Promise<IDBPDatabase<Schema>> | undefined;

function open() {
  opened ??= openDB<Schema>(name, 2, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore('keys');
        db.createObjectStore('outbox', { keyPath: 'id' });
        db.createObjectStore('drafts', { keyPath: 'id' });
      }
      if (before < 2) db.createObjectStore('files', { keyPath: 'id' });
    },
    // a newer page in another tab needs another shape: this one opens again when it is asked
    blocking(_now, _next, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
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

export async function seal(bytes: BufferSource) {
  const secret = await key();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt({ name: algorithm.name, iv }, secret, bytes) };
}

/** Throws when the key it was sealed with is no longer there. */
export const unseal = async ({ iv, sealed }: Pick<Sealed, 'iv' | 'sealed'>) =>
  crypto.subtle.decrypt({ name: algorithm.name, iv }, await key(), sealed);

async function putBytes(store: Store, id: string, person: string, bytes: BufferSource) {
  const made = await seal(bytes);
  await (await open()).put(store, { id, person, at: Date.now(), ...made });
}

export const put = (store: 'outbox' | 'drafts', id: string, person: string, value: unknown) =>
  putBytes(store, id, person, new TextEncoder().encode(JSON.stringify(value)));

export const putFile = (id: string, person: string, bytes: ArrayBuffer) => putBytes('files', id, person, bytes);

export async function getFile(id: string, person: string): Promise<ArrayBuffer | null> {
  const row = await (await open()).get('files', id);
  return row && row.person === person ? unseal(row) : null;
}

const read = async <T>(row: Sealed) => JSON.parse(new TextDecoder().decode(await unseal(row))) as T;

export async function get<T>(store: 'outbox' | 'drafts', id: string, person: string): Promise<T | null> {
  const row = await (await open()).get(store, id);
  return row && row.person === person ? read<T>(row) : null;
}

export async function all<T>(store: 'outbox' | 'drafts', person: string): Promise<T[]> {
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

/** Files a page that was killed had stored before it could name them in the outbox. */
export async function dropFilesBut(named: Set<string>, than: number) {
  const db = await open();
  for (const id of await db.getAllKeys('files')) {
    if (named.has(id)) continue;
    const row = await db.get('files', id);
    if (row && row.at < than) await db.delete('files', id);
  }
}

/** Everything, and the key with it. */
export async function clear() {
  const db = await open();
  await Promise.all((['keys', 'outbox', 'drafts', 'files'] as const).map((store) => db.clear(store)));
}
