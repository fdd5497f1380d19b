import { useState } from 'react';
import { newId } from '~/core/ids';
import { useHydrated } from './hydrated';

const renew = <T>(ids: T): T =>
  JSON.parse(JSON.stringify(ids, (_, value) => (typeof value === 'string' ? newId() : value)));

/**
 * Ids of what a form would make, new each time it is opened. A page kept on the phone brings along the ones it was kept
 * with, and what it makes the second time would be taken for the first sent again. Before JavaScript: the page's own.
 */
export function useOwnIds<T>(given: T): T {
  const hydrated = useHydrated();
  const [own] = useState(() => renew(given));
  return hydrated ? own : given;
}
