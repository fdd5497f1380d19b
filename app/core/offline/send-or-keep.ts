import { redirect } from '@remix-run/react';
import { nest } from '~/core/form-object';
import { refused } from '~/core/result';
import { type Entries, entryOf, type FormKind } from './item';
import { canKeep, presentPerson } from './person';
import { refreshPages } from './worker';

type Keepable = { kind: FormKind; subject: string; needs?: string[]; next: string };
type Sending<T> = {
  request: Request;
  send: () => Promise<T>;
  /** What may wait for the network, and what to show meanwhile; null for all else. */
  describe: (entries: Entries, path: string, search: URLSearchParams) => Keepable | null;
};

/** Under which it is noted that a visit was checked in to from this device. */
export const startedName = (path: string) => `started ${path}`;

const patienceMs = 12_000;
const tooLate = Symbol('too late');
const isPlain = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
const isRefusal = (data: unknown) => typeof data === 'object' && data !== null && 'ok' in data && data.ok === false;
const statusOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;

/**
 * Posts a form as ever. Where no answer comes, or one that says that the server is away, the form stays on this device
 * and is sent later; so does what follows a form that still waits, so that the order stays.
 */
export async function sendOrKeep<T>({ request, send, describe }: Sending<T>) {
  const entries = [...(await request.clone().formData()).entries()].filter(isPlain);
  if (!canKeep() || !presentPerson()) return sendOrStay(entries, send);
  const { pathname: path, searchParams } = new URL(request.url);
  const keepable = describe(entries, path, searchParams);
  if (!keepable) return sendOrStay(entries, send);
  const box = await import('./box');
  const done = async () => {
    const [draft, replaced] = [entryOf(entries, 'draft'), entryOf(entries, 'replaces')];
    if (draft) await box.dropDraft(draft);
    if (replaced) await box.discard(replaced);
  };
  // the kept page is from before: without a network it would not know
  const note = () => (keepable.kind === 'start' ? box.saveDraft(startedName(path), { entries }) : undefined);
  const keep = async () => {
    const { next, ...what } = keepable;
    await box.keep({ ...what, path, entries, about: entryOf(entries, 'about') ?? '' });
    await done();
    void box.flush();
    window.dispatchEvent(new Event('form-kept'));
    return redirect(next);
  };
  const replaced = entryOf(entries, 'replaces');
  const before = await Promise.all([keepable.subject, ...(keepable.needs ?? [])].map(box.waitingFor));
  if (before.flat().some((item) => item.id !== replaced)) return keep();
  try {
    const late = new Promise<typeof tooLate>((end) => setTimeout(() => end(tooLate), patienceMs));
    const answer = await Promise.race([send(), late]);
    if (answer === tooLate) return keep();
    if (!isRefusal(answer)) await done();
    return answer;
  } catch (error) {
    const status = statusOf(error);
    if (status === 0 || status >= 500) return keep();
    if (error instanceof Response && status < 400) {
      await Promise.all([done(), note()]);
      refreshPages([path, `${path}?do=complete`, '/today', '/outbox']);
    }
    throw error;
  }
}

/** What cannot wait is refused in words where no answer comes: the page stays, and what was typed with it. */
async function sendOrStay<T>(entries: Entries, send: () => Promise<T>) {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // a status that says so keeps the router from asking for the page anew
    return Response.json({ ...refused('outbox.no_network'), typed: nest(entries) }, { status: 422 });
  }
}
