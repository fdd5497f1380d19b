import { assetsIn, bothOf, isAway, isSignIn, keyOf, namesSignIn, readPush } from './addresses';
import type { Clicked, Fetching, WorkerScope } from './scope';

declare const self: WorkerScope;
/** Changes with every build: put in by vite.config.ts. */
declare const __BUILD__: string;
/** Parts of the program that no page names; put in by vite.config.ts. */
declare const __LAZY__: string[];

const files = `files-${__BUILD__}`;
const pagesOf = (person: string) => `pages-${__BUILD__}-${person}`;
const fallback = '/offline.html';
const always = [fallback, '/manifest.webmanifest', '/icon-192.png', '/favicon.svg'];
const patienceMs = 3500;

const pageCaches = async () => (await caches.keys()).filter((name) => name.startsWith('pages-'));
const forget = async (but?: string) => {
  for (const name of await pageCaches()) if (name !== but) await caches.delete(name);
};
/** The one pack there is; nobody's pages are kept before somebody asked for it. */
async function pack() {
  const [name] = (await pageCaches()).filter((one) => one.startsWith(`pages-${__BUILD__}-`));
  return name ? caches.open(name) : null;
}

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
      if (name !== files && !name.startsWith(`pages-${__BUILD__}-`)) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(activate());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.method !== 'GET') {
    if (address.pathname.startsWith('/logout')) event.waitUntil(forget());
    return;
  }
  if (address.pathname.startsWith('/assets/') || always.includes(address.pathname)) event.respondWith(file(request));
  else if (request.mode === 'navigate' || address.pathname.endsWith('.data')) event.respondWith(page(event, address));
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

const soon = <T>(work: Promise<T>) =>
  Promise.race([work, new Promise<never>((_, late) => setTimeout(() => late(new Error('late')), patienceMs))]);

/** Of the pack: from the network, else as kept. Any other page: from the network, else the page that says it is away. */
async function page(event: Fetching, address: URL): Promise<Response> {
  const { request } = event;
  const isDocument = request.mode === 'navigate';
  if (isDocument && address.pathname === '/login') return signInPage(request);
  const pages = await pack();
  const key = keyOf(address);
  const kept = await pages?.match(key, { ignoreVary: true });
  if (!pages || !kept) return isDocument ? fetch(request).catch(offline) : fetch(request);
  const isStep = address.searchParams.has('_routes');
  const isOwn = !address.searchParams.has('back');
  try {
    // a step asks for the page's own data only; all of it serves the next reload too
    const answer = await soon(fetch(isStep && isOwn ? new Request(key, { headers: request.headers }) : request));
    if (isAway(answer.status)) return kept;
    event.waitUntil(remember(pages, key, answer.clone(), isOwn && (isDocument || isStep)));
    return answer;
  } catch {
    return kept;
  }
}

const offline = async () => (await caches.match(fallback)) ?? Response.error();

/** Shown to those without a session only: whoever had one before has left. */
async function signInPage(request: Request) {
  const answer = await fetch(request).catch(offline);
  if (answer.ok && isSignIn(answer.url || request.url)) await forget();
  return answer;
}

/** Data asked for right after a post may hold a message that is meant once: it is not kept. */
async function remember(pages: Cache, key: string, answer: Response, mayKeep: boolean) {
  if (answer.status === 202) {
    if (namesSignIn(202, await answer.text())) await forget();
  } else if (answer.redirected && isSignIn(answer.url)) await forget();
  else if (answer.status === 403 || answer.status === 404) await pages.delete(key);
  else if (mayKeep && answer.status === 200 && answer.type === 'basic' && !answer.redirected) {
    await pages.put(key, answer);
  }
}

type Message =
  | { type: 'keep'; person: string; pages: string[]; files: string[] }
  | { type: 'refresh'; pages: string[] }
  | { type: 'forget' };

self.addEventListener('message', (event) => {
  const message = event.data as Message;
  if (message.type === 'forget') event.waitUntil(forget());
  if (message.type === 'keep') event.waitUntil(keep(message));
  if (message.type === 'refresh') event.waitUntil(refresh(message.pages.flatMap(bothOf)));
});

/** One after the other, so that a phone full of visits is no burden to the server. */
async function keep({ person, pages, files: named }: Extract<Message, { type: 'keep' }>) {
  // the page that asks may have been loaded while the worker was only starting
  await self.clients.claim();
  const name = pagesOf(person);
  await forget(name);
  const cache = await caches.open(name);
  const wanted = pages.flatMap(bothOf);
  for (const key of named) await keepFile(key);
  for (const key of wanted) if (!(await fetchInto(name, key))) return;
  for (const { url } of await cache.keys()) if (!wanted.includes(keyOf(new URL(url)))) await cache.delete(url);
}

async function refresh(keys: string[]) {
  const [name] = await pageCaches();
  if (!name) return;
  const cache = await caches.open(name);
  for (const key of keys) if (await cache.match(key, { ignoreVary: true })) await fetchInto(name, key);
}

/** False when there is no use in going on: the network is away, the session has ended, the pack was thrown away. */
async function fetchInto(name: string, key: string) {
  const answer = await fetch(key, { credentials: 'same-origin', headers: { Purpose: 'prefetch' } }).catch(() => null);
  if (!answer || isAway(answer.status) || !(await caches.has(name))) return false;
  const html = key.split('?')[0]?.endsWith('.data') ? null : answer.clone();
  await remember(await caches.open(name), key, answer, true);
  if (html?.ok) for (const path of assetsIn(await html.text())) await keepFile(path);
  return caches.has(name);
}

async function keepFile(path: string) {
  const cache = await caches.open(files);
  if (path.startsWith('/assets/') && !(await cache.match(path, { ignoreVary: true }))) {
    await cache.add(path).catch(() => {});
  }
}

// Browsers end a subscription that shows nothing, so what cannot be read is shown too.
self.addEventListener('push', (event) => {
  let told: unknown = null;
  try {
    told = event.data?.json();
  } catch {} // not ours
  const { id, title, body, url } = readPush(told, self.location.origin) ?? {
    ...{ id: 'notices', title: 'Jiketong', body: '', url: '/notices' },
  };
  const look = { body, tag: id, icon: '/icon-192.png', badge: '/icon-192.png', data: { url } };
  event.waitUntil(self.registration.showNotification(title, look));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(event));
});

/** To the page in a window that is open, else in a new one. */
async function lead({ notification }: Clicked) {
  const { url = '/notices' } = (notification.data ?? {}) as { url?: string };
  const [tab] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!tab) return void (await self.clients.openWindow(url));
  await tab.focus();
  await tab.navigate(url).catch(() => self.clients.openWindow(url));
}
