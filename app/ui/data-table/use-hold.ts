import { type MouseEvent, type PointerEvent, useRef } from 'react';

const holdMs = 500;
/** A finger that rests never rests quite. */
const slack = 10;

/** A finger that rests on something: told once, and the tap it ends with does nothing more. */
export function useHold(onHold: (key: string) => void) {
  const resting = useRef<{ timer: number; x: number; y: number } | null>(null);
  const isOver = useRef(false);
  const lift = () => {
    if (resting.current) window.clearTimeout(resting.current.timer);
    resting.current = null;
  };
  const hold = (key: string) => {
    lift();
    isOver.current = true;
    navigator.vibrate?.(10);
    onHold(key);
  };
  return (key: string) => ({
    onPointerDown: ({ pointerType, clientX, clientY }: PointerEvent) => {
      lift();
      isOver.current = false;
      if (pointerType === 'mouse') return;
      resting.current = { timer: window.setTimeout(() => hold(key), holdMs), x: clientX, y: clientY };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const from = resting.current;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > slack) lift();
    },
    onPointerUp: () => {
      lift();
      // the click comes right after, or not at all
      window.setTimeout(() => (isOver.current = false), 300);
    },
    onPointerCancel: lift,
    // the browser's own menu of a link would come at the same moment
    onContextMenu: (event: MouseEvent) => {
      if (!resting.current && !isOver.current) return;
      event.preventDefault();
      if (resting.current) hold(key);
    },
    onClickCapture: (event: MouseEvent) => {
      if (!isOver.current) return;
      isOver.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  });
}
