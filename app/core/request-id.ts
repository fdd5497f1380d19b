import { createContext } from 'react';

/** The number of a page's request in the log; a page that failed while it was drawn carries it into the browser. */
export const RequestIdContext = createContext<string | undefined>(
  typeof document === 'undefined' ? undefined : document.querySelector<HTMLElement>('[data-request]')?.dataset.request,
);
