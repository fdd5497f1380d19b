import type { Fetching, WorkerScope } from './scope';

declare const self: WorkerScope;

const drawn = new Set<string>();
const waiting = new Map<string, string>();
const told = new Map<string, number>();
const toldForMs = 15_000;

const tellNow = async (tab: string, path: string) =>
  (await self.clients.get(tab))?.postMessage({ type: 'newer', path });

/** The answer that came after the kept page was shown says something else: the page asks again, once it listens. */
export async function tellNewer({ clientId, resultingClientId }: Fetching, path: string) {
  told.set(path, Date.now());
  if (!resultingClientId) return tellNow(clientId, path);
  if (drawn.delete(resultingClientId)) return tellNow(resultingClientId, path);
  waiting.set(resultingClientId, path);
}

/** A page listens from now on. */
export async function listens(tab: string | undefined) {
  if (!tab) return;
  const path = waiting.get(tab);
  if (path === undefined) return void drawn.add(tab);
  waiting.delete(tab);
  await tellNow(tab, path);
}

/** A page that was told asks for what is new, not for what is kept. */
export const wasTold = (path: string) => Date.now() - (told.get(path) ?? 0) < toldForMs;
