import { seal, unseal } from '../core/offline/vault';
import { assetsIn, bothOf, isAway, isSignIn, keyOf, namesSignIn } from './addresses';
import { essence } from './patience';

/** Changes with every build: put in by vite.config.ts. */
declare const __BUILD__: string;

export const files = `files-${__BUILD__}`;
export const packs = `pages-${__BUILD__}-`;
const keptAtHeader = 'X-Kept-At';
const ivHeader = 'X-Kept-Iv';

const pageCaches = async () => (await caches.keys()).filter((name) => name.startsWith('pages-'));
export const forget = async (but?: string) => {
  for (const name of await pageCaches()) if (name !== but) await caches.delete(name);
};
/** The one pack there is; nobody's pages are kept before somebody asked for it. */
export async function pack() {
  const [name] = (await pageCaches()).filter((one) => one.startsWith(packs));
  return name ? { name, pages: await caches.open(name) } : null;
}

export const keptAtOf = (kept: Response) => Number(kept.headers.get(keptAtHeader) ?? 0);

/** Encrypted by this device's key, with the moment it was asked for: what was changed later it does not show. */
async function sealed(answer: Response, askedAt: number) {
  const { iv, sealed } = await seal(await answer.arrayBuffer());
  const headers = new Headers(answer.headers);
  headers.set(keptAtHeader, String(askedAt));
  headers.set(ivHeader, iv.join());
  return new Response(sealed, { status: answer.status, headers });
}

/** The page as it came; null when the key has gone with the person. */
export async function opened(kept: Response): Promise<Response | null> {
  const iv = Uint8Array.from((kept.headers.get(ivHeader) ?? '').split(','), Number);
  const { status, headers } = kept;
  const bytes = await unseal({ iv, sealed: await kept.arrayBuffer() }).catch(() => null);
  return bytes && new Response(bytes, { status, headers });
}

/** Data asked for right after a post may hold a message that is meant once: it is not kept. */
export async function remember(pages: Cache, key: string, answer: Response, askedAt: number, mayKeep: boolean) {
  const hasLeft = answer.status === 202 ? namesSignIn(202, await answer.clone().text()) : isLeaving(answer);
  if (hasLeft) await forget();
  else if (answer.status === 403 || answer.status === 404 || answer.type === 'opaqueredirect') await pages.delete(key);
  else if (mayKeep && answer.status === 200 && answer.type === 'basic' && !answer.redirected) {
    const there = await pages.match(key, { ignoreVary: true });
    if (there && keptAtOf(there) > askedAt) return;
    await pages.put(key, await sealed(answer, askedAt));
  }
}

const isLeaving = (answer: Response) => answer.redirected && isSignIn(answer.url);

const madeAt = (answer: Response) => Date.parse(answer.headers.get('Date') ?? '');
const essenceOf = async (answer: Response) => essence(await answer.text(), madeAt(answer));

/** Whether a person would find something else in the one than in the other. */
export const differs = async (one: Response, other: Response) =>
  one.status !== other.status ||
  one.redirected !== other.redirected ||
  (await essenceOf(one)) !== (await essenceOf(other));

export type Wanted = { person: string; pages: string[]; later: string[]; files: string[] };

/** What one opens or sends is asked for at once; the rest may be this old, for the sake of the data plan. */
const freshForMs = 10 * 60_000;
const laterFreshForMs = 12 * 3_600_000;

let turn = 0;

/** One after the other, so that a phone full of visits is no burden to the server; the one kept longest ago first. */
export async function keep({ person, pages, later, files: named }: Wanted) {
  // each page that is opened asks: who asks last is the one to be answered
  turn += 1;
  const mine = turn;
  const name = packs + person;
  await forget(name);
  const cache = await caches.open(name);
  for (const key of named) await keepFile(key);
  const [soon, rest] = [pages.flatMap(bothOf), later.flatMap(bothOf)];
  const old = [...(await grownOld(cache, soon, freshForMs)), ...(await grownOld(cache, rest, laterFreshForMs))];
  for (const key of old) {
    if (mine !== turn || !(await fetchInto(name, key))) return;
  }
  const wanted = new Set([...soon, ...rest]);
  for (const { url } of await cache.keys()) if (!wanted.has(keyOf(new URL(url)))) await cache.delete(url);
}

/** Those that are missing, then those kept longest ago. */
async function grownOld(cache: Cache, keys: string[], freshMs: number) {
  const ages = new Map<string, number>();
  for (const key of keys) {
    const there = await cache.match(key, { ignoreVary: true });
    const keptAt = there ? keptAtOf(there) : 0;
    if (Math.abs(Date.now() - keptAt) > freshMs) ages.set(key, keptAt);
  }
  return [...ages].sort(([, one], [, other]) => one - other).map(([key]) => key);
}

export async function refresh(keys: string[]) {
  const kept = await pack();
  if (!kept) return;
  for (const key of keys) if (await kept.pages.match(key, { ignoreVary: true })) await fetchInto(kept.name, key);
}

/** False when there is no use in going on: the network is away, the session has ended, the pack was thrown away. */
async function fetchInto(name: string, key: string) {
  const askedAt = Date.now();
  const answer = await fetch(key, { credentials: 'same-origin', headers: { Purpose: 'prefetch' } }).catch(() => null);
  if (!answer || isAway(answer.status) || !(await caches.has(name))) return false;
  const html = key.split('?')[0]?.endsWith('.data') ? null : answer.clone();
  await remember(await caches.open(name), key, answer, askedAt, true);
  if (html?.ok) for (const path of assetsIn(await html.text())) await keepFile(path);
  return caches.has(name);
}

async function keepFile(path: string) {
  const cache = await caches.open(files);
  if (path.startsWith('/assets/') && !(await cache.match(path, { ignoreVary: true }))) {
    await cache.add(path).catch(() => {});
  }
}
