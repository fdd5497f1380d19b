import { type RefObject, useEffect, useState } from 'react';

export type Window = { top: number; left: number; height: number; width: number };

/** Scrolling less than this is the browser's alone: nothing is drawn anew. */
export const stride = 184;
const floor = (scrolled: number) => Math.max(0, Math.floor(scrolled / stride) * stride);

/**
 * What of a scrolled box is in sight, from `top` and `left` on, both rounded down to a stride: whoever draws adds one
 * stride at the far ends. Before it is measured: what a first screen would show.
 */
export function useWindow(box: RefObject<HTMLElement | null>): Window {
  const [seen, setSeen] = useState<Window>({ top: 0, left: 0, height: 900, width: 1200 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const { clientHeight: height, clientWidth: width } = element;
      const [top, left] = [floor(element.scrollTop), floor(element.scrollLeft)];
      setSeen((before) =>
        before.top === top && before.left === left && before.height === height && before.width === width
          ? before
          : { top, left, height, width },
      );
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    const sizes = new ResizeObserver(soon);
    sizes.observe(element);
    element.addEventListener('scroll', soon, { passive: true });
    look();
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', soon);
      cancelAnimationFrame(frame);
    };
  }, [box]);
  return seen;
}
