import { useEffect, useInsertionEffect, useRef } from 'react';

type Handler = (event: KeyboardEvent) => void;

// The newest registration of a key wins, so that an open panel's keys go before its page's.
const handlers: { keys: string; run: Handler }[] = [];
let prefix = '';
let prefixAt = 0;

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(textarea|select)$/i.test(target.tagName) || isTextInput(target));
const isTextInput = (target: HTMLElement) =>
  target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|range|file)$/.test(target.type);

/** Elements with `data-key` are pressed, inputs are focused; the last visible one in the page wins. */
function press(key: string, event: KeyboardEvent) {
  const marked = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)];
  const target = marked.filter((element) => element.offsetParent !== null).at(-1);
  if (!target) return;
  event.preventDefault();
  if (target instanceof HTMLInputElement) target.select();
  target.focus();
  if (!(target instanceof HTMLInputElement)) target.click();
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return;
  const command = event.metaKey || event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (command) {
    run(`mod+${key}`, event);
    return;
  }
  if (event.altKey || (typing(event.target) && event.key !== 'Escape')) return;
  if (document.querySelector('[role=dialog][data-state=open]') && event.key !== 'Escape') return;
  const sequence = prefix && event.timeStamp - prefixAt < 1000 ? `${prefix} ${key}` : key;
  prefix = '';
  if (run(sequence, event)) return;
  if (handlers.some(({ keys }) => keys.startsWith(`${key} `))) {
    prefix = key;
    prefixAt = event.timeStamp;
    return;
  }
  press(key, event);
}

function run(keys: string, event: KeyboardEvent) {
  const found = handlers.findLast((handler) => handler.keys === keys);
  if (!found) return false;
  event.preventDefault();
  found.run(event);
  return true;
}

/** `'e'`, `'Escape'`, `'mod+k'`, or a sequence `'g a'`. Quiet while one types. */
export function useShortcut(keys: string, handler: Handler, active = true) {
  const latest = useRef(handler);
  // before anybody can see the page it belongs to: the next key may follow at once
  useInsertionEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!active) return;
    const entry = { keys, run: (event: KeyboardEvent) => latest.current(event) };
    if (handlers.length === 0) window.addEventListener('keydown', onKeyDown);
    handlers.push(entry);
    return () => {
      handlers.splice(handlers.indexOf(entry), 1);
      if (handlers.length === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, [keys, active]);
}
