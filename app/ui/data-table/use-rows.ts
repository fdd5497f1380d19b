import { type ChangeEvent, type MouseEvent, useRef, useState } from 'react';
import { useShortcut } from '../shortcuts';

/** Selection with shift ranges, and a cursor moved by j and k. */
export function useRows(keys: string[], open: (key: string) => void) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);
  const shift = useRef(false);
  const selected = keys.filter((key) => chosen.has(key));

  function put(range: string[], on: boolean) {
    const next = new Set(chosen);
    for (const key of range) {
      if (on) next.add(key);
      else next.delete(key);
    }
    setChosen(next);
  }
  function toggle(key: string, on: boolean, ranged: boolean) {
    const [from, to] = [anchor.current ? keys.indexOf(anchor.current) : -1, keys.indexOf(key)];
    const range = ranged && from >= 0 ? keys.slice(Math.min(from, to), Math.max(from, to) + 1) : [key];
    anchor.current = key;
    put(range, on);
  }
  function move(step: 1 | -1) {
    const at = cursor === null ? (step === 1 ? -1 : keys.length) : keys.indexOf(cursor);
    const key = keys[Math.min(Math.max(at + step, 0), keys.length - 1)];
    if (key === undefined) return;
    setCursor(key);
    const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    // its link, which Enter opens; only while cards are boxes there is none
    const target = row?.querySelector('a') ?? row?.querySelector('input');
    target?.focus({ preventScroll: true });
  }
  useShortcut('j', () => move(1));
  useShortcut('k', () => move(-1));
  useShortcut('x', () => cursor && toggle(cursor, !chosen.has(cursor), false), cursor !== null);
  useShortcut(' ', () => cursor && open(cursor), cursor !== null);

  const box = (key: string) => ({
    checked: chosen.has(key),
    onClick: (event: MouseEvent) => {
      shift.current = event.shiftKey;
    },
    onChange: (event: ChangeEvent<HTMLInputElement>) => toggle(key, event.currentTarget.checked, shift.current),
  });
  return { selected, cursor, box, put, all: (on: boolean) => put(keys, on), clear: () => setChosen(new Set()) };
}
export type Selection = Pick<ReturnType<typeof useRows>, 'box' | 'put'>;
