import { useEffect, useState } from 'react';

const settleMs = 1500;

/** The count the page came with, then whatever the server tells while the tab is seen. */
export function useLiveCount(known: number) {
  const [told, setTold] = useState(known);
  useEffect(() => {
    let source: EventSource | null = null;
    const close = () => {
      source?.close();
      source = null;
    };
    const open = () => {
      if (source || document.hidden || !('EventSource' in window)) return;
      source = new EventSource('/notices/stream');
      source.addEventListener('count', (event) => {
        const count = Number((event as MessageEvent<string>).data);
        if (Number.isFinite(count)) setTold(count);
      });
    };
    const follow = () => (document.hidden ? close() : open());
    const timer = setTimeout(open, settleMs);
    document.addEventListener('visibilitychange', follow);
    window.addEventListener('pagehide', close);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', follow);
      window.removeEventListener('pagehide', close);
      close();
    };
  }, []);
  // a page asked for anew knows better than what was told before
  useEffect(() => setTold(known), [known]);
  return told;
}
