import { useEffect, useState } from 'react';
import type { Box } from './box';
import { canKeep } from './person';

/** What waits on this device, as it changes; null until it has been read. */
export function useBox(): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    if (!canKeep()) return;
    let stop = () => {};
    let isGone = false;
    const listen = async () => {
      const { contents, onChange } = await import('./box');
      const look = async () => {
        const now = await contents();
        if (!isGone) setBox(now);
      };
      if (isGone) return;
      stop = onChange(({ progress }) => progress || void look());
      await look();
    };
    void listen();
    return () => {
      isGone = true;
      stop();
    };
  }, []);
  return box;
}
