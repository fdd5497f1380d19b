import { createContext, type ReactNode, startTransition, useContext, useEffect, useState } from 'react';

const NarrowContext = createContext(false);

/** `asked`: whether the request came from a phone, so that the server draws one of two layouts, not both. */
export function NarrowProvider({ asked, children }: { asked: boolean; children: ReactNode }) {
  const [narrow, setNarrow] = useState(asked);
  useEffect(() => {
    const phone = window.matchMedia('(max-width: 639px)');
    // not urgent: parts of the page may still be hydrating
    const follow = () => startTransition(() => setNarrow(phone.matches));
    follow();
    phone.addEventListener('change', follow);
    return () => phone.removeEventListener('change', follow);
  }, []);
  return <NarrowContext.Provider value={narrow}>{children}</NarrowContext.Provider>;
}

/** Whether to draw for a phone. */
export const useNarrow = () => useContext(NarrowContext);
