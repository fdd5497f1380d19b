import { useRevalidator } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { unsentName } from '~/core/offline/person';

export type Answers = Record<number, string[]>;
const retryMs = 2500;

const keyOf = (id: string) => unsentName(`sitting ${id}`);
function kept(id: string): Answers {
  try {
    return JSON.parse(localStorage.getItem(keyOf(id)) ?? '{}');
  } catch {
    return {}; // not ours, or storage is not allowed
  }
}
function keep(id: string, waiting: Answers) {
  try {
    if (Object.keys(waiting).length) localStorage.setItem(keyOf(id), JSON.stringify(waiting));
    else localStorage.removeItem(keyOf(id));
  } catch {} // storage is not allowed: what waits is kept by the page alone
}

/** `gone` when the sitting is over or held elsewhere, `later` when it was not heard. */
async function send(id: string, position: number, answer: string[]): Promise<'saved' | 'gone' | 'later'> {
  const body = new URLSearchParams([['position', String(position)], ...answer.map((one) => ['answer', one])]);
  const response = await fetch(`/learn/sittings/${id}/answers`, { method: 'POST', body }).catch(() => null);
  if (!response || response.status >= 500 || response.status === 429) return 'later';
  return response.ok && !response.redirected ? 'saved' : 'gone';
}

/** Answers as they are given: sent one after the other, kept on this device while there is no network. */
export function useAnswers(id: string, saved: Answers) {
  const { revalidate } = useRevalidator();
  const [answers, setAnswers] = useState(saved);
  const [waiting, setWaiting] = useState<Answers>({});
  const [isOffline, setOffline] = useState(false);
  const queue = useRef<Answers>({});
  const isBusy = useRef(false);
  const timer = useRef<number>();

  const tell = useCallback(() => {
    keep(id, queue.current);
    setWaiting({ ...queue.current });
  }, [id]);

  const push = useCallback(async () => {
    window.clearTimeout(timer.current);
    if (isBusy.current) return;
    isBusy.current = true;
    for (;;) {
      const position = Number(Object.keys(queue.current)[0]);
      const answer = queue.current[position];
      if (!answer) break;
      const done = await send(id, position, answer);
      if (done === 'later') {
        setOffline(true);
        timer.current = window.setTimeout(push, retryMs);
        break;
      }
      setOffline(false);
      if (done === 'gone') {
        queue.current = {};
        tell();
        revalidate(); // the page says why
        break;
      }
      if (queue.current[position] === answer) delete queue.current[position];
      tell();
    }
    isBusy.current = false;
  }, [id, tell, revalidate]);

  const answer = useCallback(
    (position: number, given: string[], pauseMs = 0) => {
      setAnswers((all) => ({ ...all, [position]: given }));
      queue.current = { ...queue.current, [position]: given };
      tell();
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(push, pauseMs);
    },
    [tell, push],
  );

  useEffect(() => {
    const found = kept(id);
    queue.current = { ...found, ...queue.current };
    setAnswers((all) => ({ ...all, ...queue.current }));
    tell();
    void push();
    window.addEventListener('online', push);
    return () => {
      window.removeEventListener('online', push);
      window.clearTimeout(timer.current);
    };
  }, [id, tell, push]);

  return { answers, answer, waiting: Object.keys(waiting).length, isOffline };
}
