import { openDesks } from './desk';
import type { Trial } from './trials';
import { tally } from './trials';
import { countWrites, type Kind, send, writer } from './writes';

export const termUnderLoad: Trial = {
  key: 'sigterm',
  name: 'The server is told to stop (SIGTERM) while writes arrive',
  promise: 'What was being answered is answered; nothing that was begun is cut',
  async run(place, { isShort }) {
    const desks = await openDesks(place, 6);
    const times = isShort ? 1 : 5;
    const statuses: number[] = [];
    const acknowledged = new Map<Kind, string[]>();
    const unanswered = new Map<Kind, string[]>();
    let slowestMs = 0;
    for (let n = 0; n < times; n++) {
      let isOver = false;
      const working = Promise.all(
        desks.map(async (desk) => {
          const { next } = writer(desk);
          while (!isOver) {
            const write = next();
            try {
              const { status } = await send(place.url, desk.cookie, write);
              statuses.push(status);
              if (status === 302) acknowledged.set(write.kind, [...(acknowledged.get(write.kind) ?? []), write.id]);
            } catch {
              unanswered.set(write.kind, [...(unanswered.get(write.kind) ?? []), write.id]);
              return;
            }
          }
        }),
      );
      await new Promise((done) => setTimeout(done, 1000));
      const told = Date.now();
      await place.web.stop();
      slowestMs = Math.max(slowestMs, Date.now() - told);
      isOver = true;
      await working;
      await place.web.start();
    }
    const counted = await countWrites(place.sql, acknowledged);
    const lost = counted.reduce((sum, one) => sum + one.lost, 0);
    // a request that came to a closed door was never taken; one that was stored and not answered was cut
    const cut = (await countWrites(place.sql, unanswered)).reduce((sum, one) => sum + one.acknowledged - one.lost, 0);
    return {
      figures: {
        stops: times,
        answers: tally(statuses),
        'cut in the middle': cut,
        lost,
        'slowest stop, ms': slowestMs,
      },
      kept: cut === 0 && lost === 0 && statuses.every((status) => status < 500 || status === 503),
    };
  },
};
