/** When this browser last tried to change something, and when a server last said that it did. */
export type Writes = { tried: number; done: number };

/** As long as one looks at the page before. */
const glanceMs = 300;
const patienceMs = 3500;
/** For a page from before one's own change: it would look as if that were lost. */
const afterChangeMs = 10_000;

const offsetMs = 8 * 3_600_000;
const dayOf = (at: number) => Math.floor((at + offsetMs) / 86_400_000);

/**
 * How long the network may take before the kept page is shown. A page to be read is shown nearly at once when it is of
 * this day and nothing was changed since; a form (all have something after the `?`) carries versions and ids of its own.
 */
export function patienceOf(key: string, keptAt: number, now: number, writes: Writes): number {
  if (keptAt <= writes.done) return afterChangeMs;
  if (keptAt <= writes.tried || keptAt > now || dayOf(keptAt) !== dayOf(now) || key.includes('?')) return patienceMs;
  return glanceMs;
}

/** What a post leaves as it was: how this device is told of news. */
export const changesNothing = (path: string) => path === '/settings/push' || path === '/settings/push.data';

/** A page without what is another each time: the nonce of its scripts and the moment it was made, in milliseconds. */
export function essence(text: string, madeAt: number): string {
  const isNow = (digits: string) => Math.abs(Number(digits) - madeAt) < 5000;
  return text.replace(/\bnonce=\\?"[^"]*"/g, '').replace(/\b\d{13}\b/g, (digits) => (isNow(digits) ? '' : digits));
}
