import { useLocation } from '@remix-run/react';
import { type RefObject, useEffect } from 'react';

/** A native disclosure used as a popover: closes on a press outside, on Escape and on a new page. */
export function useCloseOutside(details: RefObject<HTMLDetailsElement>) {
  const { key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is the reason to close
  useEffect(() => details.current?.removeAttribute('open'), [key]);
  useEffect(() => {
    const press = (event: PointerEvent) => {
      const element = details.current;
      if (element?.open && event.target instanceof Node && !element.contains(event.target)) element.open = false;
    };
    const leave = (event: KeyboardEvent) => {
      const element = details.current;
      if (event.key !== 'Escape' || !element?.open) return;
      event.preventDefault();
      element.open = false;
      element.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', leave);
    };
  }, [details]);
}
