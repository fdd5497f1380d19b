import { unavailable } from './refusals.server';

const queueLimit = 100;
const patienceMs = 1000;

let inFlight = 0;
const waiting: { start(): void; timer: NodeJS.Timeout }[] = [];

export const admissionState = () => ({ inFlight, waiting: waiting.length });

function leave() {
  const next = waiting.shift();
  if (!next) inFlight -= 1;
  else {
    clearTimeout(next.timer);
    next.start();
  }
}

/**
 * postgres.js queues without limit, so a slow database would fill memory. Beyond `limit` in flight a caller
 * waits up to a second in a queue of a hundred; the rest is told 503 at once. Returns what to call when done.
 */
export function admit(limit: number): Promise<() => void> {
  const once = () => {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  };
  if (inFlight < limit) {
    inFlight += 1;
    return Promise.resolve(once());
  }
  if (waiting.length >= queueLimit) return Promise.reject(unavailable(1));
  return new Promise((resolve, reject) => {
    const entry = {
      start: () => resolve(once()),
      timer: setTimeout(() => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(unavailable(1));
      }, patienceMs),
    };
    waiting.push(entry);
  });
}
