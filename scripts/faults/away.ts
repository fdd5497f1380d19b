import { signIn } from '../bench/visitor';
import { sleep } from '../pid-file.mjs';
import { demoPassword } from '../seed';
import type { Place } from './place';
import { type Trial, tally } from './trials';

const ask = async (place: Place, path: string, cookie = '') => {
  const began = Date.now();
  const answer = await fetch(place.url + path, {
    redirect: 'manual',
    headers: { Cookie: cookie },
    signal: AbortSignal.timeout(15_000),
  }).catch(() => null);
  await answer?.arrayBuffer().catch(() => {});
  return {
    status: answer?.status ?? 0,
    says: answer?.headers.get('retry-after') !== null,
    ms: Date.now() - began,
  };
};

export const databaseAway: Trial = {
  key: 'away',
  name: 'The database is killed again and again for some seconds while pages are asked for',
  promise: 'The process stays, every refusal is a 503 with Retry-After, it recovers by itself within 10 s',
  async run(place, { isShort }) {
    const cookie = await signIn(place.url, 'manager@demo.test', demoPassword);
    const { pid } = place.web;
    const before = pid();
    const until = Date.now() + (isShort ? 2000 : 8000);
    const pages: Awaited<ReturnType<typeof ask>>[] = [];
    const live: number[] = [];
    const ready: number[] = [];
    const asking = (async () => {
      while (Date.now() < until) {
        pages.push(...(await Promise.all(Array.from({ length: 8 }, () => ask(place, '/accounts', cookie)))));
        live.push((await ask(place, '/health/live')).status);
        ready.push((await ask(place, '/health/ready')).status);
        await sleep(50);
      }
    })();
    while (Date.now() < until) {
      try {
        process.kill(place.postmaster(), 'SIGKILL');
      } catch {
        // it is being started
      }
      await sleep(150);
    }
    const from = Date.now();
    await asking;
    let backAfterMs = -1;
    while (backAfterMs < 0 && Date.now() - from < 30_000) {
      if ((await ask(place, '/accounts', cookie)).status === 200) backAfterMs = Date.now() - from;
      else await sleep(50);
    }
    const refused = pages.filter(({ status }) => status !== 200);
    return {
      figures: {
        pages: tally(pages.map(({ status }) => status)),
        'slowest refusal, ms': Math.max(0, ...refused.map(({ ms }) => ms)),
        'without Retry-After': refused.filter(({ says }) => !says).length,
        '/health/live': tally(live),
        '/health/ready': tally(ready),
        'back after, ms': backAfterMs,
        'same process': String(pid() === before),
      },
      kept:
        backAfterMs >= 0 &&
        backAfterMs <= 10_000 &&
        pid() === before &&
        refused.length > 0 &&
        refused.every(({ status, says }) => status === 503 && says) &&
        live.every((status) => status === 200),
    };
  },
};
