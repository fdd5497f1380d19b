import { useEffect, useState } from 'react';

/** Counts down from what the server said was left; the clock of this device is not asked what time it is. */
export function useClock(leftMs: number, onOver: () => void) {
  const [left, setLeft] = useState(leftMs);
  useEffect(() => {
    const begun = performance.now();
    let isOver = false;
    const tick = () => {
      const now = leftMs - (performance.now() - begun);
      setLeft(now);
      if (now > 0 || isOver) return;
      isOver = true;
      onOver();
    };
    const timer = window.setInterval(tick, 500);
    return () => window.clearInterval(timer);
  }, [leftMs, onOver]);
  return Math.max(0, Math.ceil(left / 1000));
}

export const clockText = (seconds: number) => {
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
};
