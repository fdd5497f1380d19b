import { useCallback, useEffect, useRef, useState } from 'react';
import { nest } from '~/core/form-object';
import type { Entries } from './item';
import { canKeep } from './person';

export type FormDraft = {
  name: string;
  /** What was typed before; it comes a moment after the page. */
  typed: Record<string, unknown>;
  /** The refused form of the outbox that this one takes the place of. */
  replaces?: string;
  save: (form: HTMLFormElement) => void;
};

type Found = { entries: Entries; replaces?: string };

const pauseMs = 250;
/** Not the page's own matters: they may have changed since. */
const ofThePage = new Set(['version', 'intent', 'draft', 'replaces', 'about']);

/** A time nobody has touched is the page's: after a check-in without a network it is another. */
function isUntouchedTime(form: HTMLFormElement, name: string, found: Found | null) {
  const control = form.elements.namedItem(name);
  const isTime = control instanceof HTMLInputElement && control.type === 'datetime-local';
  return isTime && control.value === control.defaultValue && !found?.entries.some(([key]) => key === name);
}

/** Keeps what is typed into a form on this device until it is sent. `key` changes once, when something is found. */
export function useDraft(name: string): { key: string; draft: FormDraft } {
  const [found, setFound] = useState<Found | null>(null);
  const timer = useRef<number>();
  useEffect(() => {
    if (!canKeep()) return;
    let isGone = false;
    void import('./box').then(async ({ draftOf }) => {
      const draft = await draftOf(name).catch(() => null);
      if (!isGone && draft) setFound(draft);
    });
    return () => {
      isGone = true;
      window.clearTimeout(timer.current);
    };
  }, [name]);
  const replaces = found?.replaces;
  // what waits for the pause is kept when the form goes, before what it made is told apart from a draft
  const pending = useRef<() => void>();
  const flush = useCallback(() => pending.current?.(), []);
  const save = useCallback(
    (form: HTMLFormElement) => {
      if (!canKeep()) return;
      window.clearTimeout(timer.current);
      pending.current = async () => {
        window.clearTimeout(timer.current);
        pending.current = undefined;
        if (!form.isConnected) return;
        const entries = [...new FormData(form).entries()].filter(
          (entry): entry is [string, string] =>
            typeof entry[1] === 'string' && !ofThePage.has(entry[0]) && !isUntouchedTime(form, entry[0], found),
        );
        await (await import('./box')).saveDraft(name, { entries, replaces });
      };
      timer.current = window.setTimeout(pending.current, pauseMs);
      form.addEventListener('submit', flush);
    },
    [name, found, replaces, flush],
  );
  const typed = found ? nest(found.entries) : {};
  return { key: found ? 'typed' : 'fresh', draft: { name, typed, replaces, save } };
}
