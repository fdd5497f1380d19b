import { useState } from 'react';

/** For `onCloseAutoFocus` of an overlay without a trigger of Radix's own: what had the focus gets it again. */
export function useFocusBack() {
  const [opener] = useState(() => document.activeElement);
  return (event: Event) => {
    event.preventDefault();
    if (opener instanceof HTMLElement) opener.focus();
  };
}
