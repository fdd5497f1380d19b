import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';

const phone = '(max-width: 639px)';
const NarrowContext = createContext(false);

function subscribe(changed: () => void) {
  const query = window.matchMedia(phone);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** `asked`: whether the request came from a phone, so that the server draws one of two layouts, not both. */
export function NarrowProvider({ asked, children }: { asked: boolean; children: ReactNode }) {
  const narrow = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(phone).matches,
    () => asked,
  );
  return <NarrowContext.Provider value={narrow}>{children}</NarrowContext.Provider>;
}

/** Whether to draw for a phone. */
export const useNarrow = () => useContext(NarrowContext);
