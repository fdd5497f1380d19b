import { createContext, useContext } from 'react';

/** The value that lets a script or style element of this page run under the content security policy. */
export const NonceContext = createContext<string | undefined>(undefined);

/** Known while the server renders. */
export const useNonce = () => useContext(NonceContext);

/** In the browser: for libraries that write style elements of their own. The attribute is hidden there, the property is not. */
export const browserNonce = () => document.querySelector<HTMLElement>('script[nonce]')?.nonce;
