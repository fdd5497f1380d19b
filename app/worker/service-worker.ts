import { bothOf, isAway, isSignIn, keyOf } from './addresses';
import { listens, tellNewer, wasTold } from './news';
import { differs, files, forget, keep, keptAtOf, opened, pack, packs, refresh, remember, type Wanted } from './pack';
import { patienceOf } from './patience';
import { listenForPushes } from './push';
import type { Fetching, WorkerScope } from './scope';
import { notes, write, writes } from './writes';

declare const self: WorkerScope;
/** Parts of the program that no page names; put in by vite.config.ts. */
declare const __LAZY__: string[];

const fallback = '/offline.html';
const always = [fallback, '/manifest.webmanifest', '/icon-192.png', '/favicon.svg'];

self.addEventListener('install', (event) => {
  const install = async () => {
    await (await caches.open(files)).addAll([...always, ...__LAZY__]);
    await self.skipWaiting();
  };
  event.waitUntil(install());
});

self.addEventListener('activate', (event) => {
  const activate = async () => {
    for (const name of await caches.keys()) {
      if (name !== files && name !== notes && !name.startsWith(packs)) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(activate());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin || request.method === 'HEAD') return;
  if (request.method !== 'GET') {
    if (address.pathname.startsWith('/logout')) event.waitUntil(forget());
    write(event);
  } else if (address.pathname.startsWith('/assets/') || always.includes(address.pathname)) {
    event.respondWith(file(request));
  } else if (request.mode === 'navigate' || address.pathname.endsWith('.data')) {
    event.respondWith(page(event, address));
  }
});

/** Built files never change: once is enough. */
async function file(request: Request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && new URL(request.url).pathname.startsWith('/assets/')) {
    await (await caches.open(files)).put(request, answer.clone());
  }
  return answer;
}

/** Of the pack: from the network, else as kept. Any other page: from the network, else the page that says it is away. */
async function page(event: Fetching, address: URL): Promise<Response> {
  const { request } = event;
  const isDocument = request.mode === 'navigate';
  if (isDocument && address.pathname === '/login') return signInPage(request);
  const own = await pack();
  const key = keyOf(address);
  const kept = await own?.pages.match(key, { ignoreVary: true });
  if (!own || !kept) return isDocument ? fetch(request).catch(offline) : fetch(request);
  const isStep = address.searchParams.has('_routes');
  const isOwn = !address.searchParams.has('back');
  const askedAt = Date.now();
  // a step asks for the page's own data only; all of it serves the next reload too
  const network = fetch(isStep && isOwn ? new Request(key, { headers: request.headers }) : request);
  const mayKeep = isOwn && (isDocument || isStep);
  const remembered = network.then((answer) =>
    isAway(answer.status) ? undefined : remember(own.pages, key, answer.clone(), askedAt, mayKeep),
  );
  event.waitUntil(remembered.catch(() => {}));
  const path = address.pathname.replace(/\.data$/, '');
  const patience = patienceOf(isDocument || !wasTold(path) ? key : `${key}?`, keptAtOf(kept), askedAt, await writes());
  const answer = await Promise.race([network, pause(patience)]).catch(() => null);
  if (answer && !isAway(answer.status)) return answer;
  // signed out meanwhile: nothing that was kept is shown
  const shown = (await caches.has(own.name)) && (await opened(kept));
  if (!shown) return isDocument ? network.catch(offline) : network;
  if (mayKeep) event.waitUntil(tellWhenNewer(event, path, shown.clone(), network, remembered).catch(() => {}));
  return shown;
}

/** Once it is in the pack; what never comes is nothing to tell of. */
async function tellWhenNewer(
  event: Fetching,
  path: string,
  shown: Response,
  network: Promise<Response>,
  remembered: Promise<unknown>,
) {
  await remembered;
  const late = await network;
  if (!isAway(late.status) && (await differs(shown, late))) await tellNewer(event, path);
}

const pause = (ms: number) => new Promise<null>((over) => setTimeout(over, ms, null));
const offline = async () => (await caches.match(fallback)) ?? Response.error();

/** Shown to those without a session only: whoever had one before has left. */
async function signInPage(request: Request) {
  const answer = await fetch(request).catch(offline);
  if (answer.ok && isSignIn(answer.url || request.url)) await forget();
  return answer;
}

type Message =
  | ({ type: 'keep' } & Wanted)
  | { type: 'refresh'; pages: string[] }
  | { type: 'forget' }
  | { type: 'listens' };

self.addEventListener('message', (event) => {
  const message = event.data as Message;
  if (message.type === 'forget') event.waitUntil(forget());
  // the page that asks may have been loaded while the worker was only starting
  if (message.type === 'keep') event.waitUntil(self.clients.claim().then(() => keep(message)));
  if (message.type === 'refresh') event.waitUntil(refresh(message.pages.flatMap(bothOf)));
  if (message.type === 'listens') event.waitUntil(listens(event.source?.id));
});

listenForPushes();
