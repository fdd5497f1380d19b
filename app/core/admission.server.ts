export type Gate = ReturnType<typeof openGate>;

/**
 * postgres.js queues without limit, so a slow database would fill memory. Beyond `most` in flight a caller waits in a
 * queue of `queue`, for a second or as long as it says; the rest is told `refusal` at once.
 */
export function openGate({ most, queue, refusal }: { most: number; queue: number; refusal: () => unknown }) {
  let inFlight = 0;
  const waiting: { start(): void; timer: NodeJS.Timeout }[] = [];
  function leave() {
    const next = waiting.shift();
    if (!next) inFlight -= 1;
    else {
      clearTimeout(next.timer);
      next.start();
    }
  }
  const once = () => {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  };
  return {
    most,
    queue,
    state: () => ({ inFlight, waiting: waiting.length }),
    /** Answers what to call when done. */
    admit(patienceMs = 1000): Promise<() => void> {
      if (inFlight < most) {
        inFlight += 1;
        return Promise.resolve(once());
      }
      if (waiting.length >= queue) return Promise.reject(refusal());
      return new Promise((resolve, reject) => {
        const entry = {
          start: () => resolve(once()),
          timer: setTimeout(() => {
            waiting.splice(waiting.indexOf(entry), 1);
            reject(refusal());
          }, patienceMs),
        };
        waiting.push(entry);
      });
    },
  };
}
