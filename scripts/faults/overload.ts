import type { Answer } from '../bench/load';
import { run } from '../bench/measure';
import { memoryMb } from '../bench/processes';
import { signIn } from '../bench/visitor';
import { sleep } from '../pid-file.mjs';
import { demoPassword } from '../seed';
import { type Trial, tally } from './trials';

const at = (all: Answer[], share: number) => {
  const sorted = all.map(({ ms }) => ms).sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
};

export const overload: Trial = {
  key: 'overload',
  name: 'Ten times as many pages are asked for as the server can draw',
  promise: 'The rest is told 429 or 503 within a second, goodput stays at 80 % of what it was',
  async run(place, { isShort, log }) {
    const cookie = await signIn(place.url, 'manager@demo.test', demoPassword);
    const pages = (count: number) => Array.from({ length: count }, () => ({ path: '/accounts', cookie }));
    const ask = (count: number, perSecond?: number) =>
      run({ url: place.url, concurrency: 16, requests: pages(count), ...(perSecond && { perSecond }) });
    await ask(100);
    const usual = await ask(isShort ? 150 : 600);
    const capacity = usual.answers.length / usual.seconds;
    const memoryBefore = memoryMb(place.web.pid()).now;
    log(`capacity: ${capacity.toFixed(0)} pages a second`);
    const { answers, seconds } = await ask(Math.round(capacity * 10 * (isShort ? 5 : 30)), capacity * 10);
    const memory = memoryMb(place.web.pid());
    await sleep(2000);
    const after = await ask(48);
    const served = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429 || status === 503);
    const goodput = served.length / seconds;
    return {
      figures: {
        'capacity, pages/s': capacity.toFixed(1),
        'p95 before, ms': at(usual.answers, 0.95),
        'asked a second': (answers.length / seconds).toFixed(0),
        answers: tally(answers.map(({ status }) => status)),
        'goodput of capacity': `${Math.round((goodput / capacity) * 100)} %`,
        'served, p50 / p95 ms': `${at(served, 0.5)} / ${at(served, 0.95)}`,
        'refused, p50 / p95 / slowest ms': `${at(refused, 0.5)} / ${at(refused, 0.95)} / ${at(refused, 1)}`,
        'without Retry-After': refused.filter(({ retryAfter }) => !retryAfter).length,
        'memory before / after / peak, MB': `${memoryBefore} / ${memory.now} / ${memory.peak}`,
        'p95 two seconds later, ms': at(after.answers, 0.95),
      },
      kept:
        goodput >= capacity * 0.8 &&
        at(refused, 0.95) < 1000 &&
        at(served, 0.95) < 2000 &&
        memory.now - memoryBefore < 150 &&
        refused.every(({ retryAfter }) => retryAfter) &&
        served.length + refused.length === answers.length,
    };
  },
};
