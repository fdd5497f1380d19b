import { useEffect, useState } from 'react';

/** Columns a person has put away in this browser; the server does not know, so they go after the first render. */
export function useHiddenColumns(table: string) {
  const key = `columns:${table}`;
  const [hidden, setHidden] = useState<string[]>([]);
  useEffect(() => {
    const stored = localStorage.getItem(key);
    if (stored) setHidden(stored.split(','));
  }, [key]);
  const toggle = (id: string) => {
    const next = hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id];
    setHidden(next);
    if (next.length) localStorage.setItem(key, next.join(','));
    else localStorage.removeItem(key);
  };
  return { hidden, toggle };
}
