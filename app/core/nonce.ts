import { createContext, useContext } from 'react';

/** The value that lets a script or style element of this page run under the content security policy. */
export const NonceContext = createContext<string | undefined>(undefined);

/** Known while the server renders; a browser hides it from scripts. */
export const useNonce = () => useContext(NonceContext);
