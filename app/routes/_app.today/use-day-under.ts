import { useEffect, useRef, useState } from 'react';
import { addDays, startOf } from '~/core/dates';

type Drag = { byKey: boolean; week: string } | null;

/**
 * The day of the week strip that a drag points at. Found by the pointer, since a row in the air is wider than all seven
 * days; with the keyboard the arrows choose.
 */
export function useDayUnder(drag: Drag) {
  const [day, setDay] = useState<string | null>(null);
  const latest = useRef<string | null>(null);
  const isHeld = useRef(false);
  const isOn = drag !== null;
  const byKey = drag?.byKey ?? false;
  const week = drag?.week ?? '';
  useEffect(() => {
    if (!isOn) return;
    isHeld.current = true;
    const choose = (next: string | null) => {
      if (!isHeld.current || latest.current === next) return;
      latest.current = next;
      setDay(next);
    };
    choose(null);
    const look = (event: MouseEvent | TouchEvent) => {
      const at = 'touches' in event ? event.touches[0] : event;
      if (!at) return;
      const found = document
        .elementsFromPoint(at.clientX, at.clientY)
        .map((one) => one.closest<HTMLElement>('[data-day]')?.dataset.day)
        .find((one) => one !== undefined);
      choose(found ?? null);
    };
    const press = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (event.key === 'ArrowUp' || event.key === 'ArrowDown') choose(null);
      if (!step) return;
      const monday = startOf(week, 'week');
      const next = addDays(latest.current ?? week, step);
      if (next >= monday && next < addDays(monday, 7)) choose(next === week ? null : next);
    };
    // what it points at when it is let go counts, while the row still flies home
    const letGo = () => {
      isHeld.current = false;
    };
    const opts = { capture: true };
    if (byKey) window.addEventListener('keydown', press, opts);
    else {
      window.addEventListener('mousemove', look, opts);
      window.addEventListener('touchmove', look, opts);
      window.addEventListener('mouseup', letGo, opts);
      window.addEventListener('touchend', letGo, opts);
    }
    return () => {
      window.removeEventListener('keydown', press, opts);
      window.removeEventListener('mousemove', look, opts);
      window.removeEventListener('touchmove', look, opts);
      window.removeEventListener('mouseup', letGo, opts);
      window.removeEventListener('touchend', letGo, opts);
      latest.current = null;
      setDay(null);
    };
  }, [isOn, byKey, week]);
  return { day, current: () => latest.current };
}
