import net from 'node:net';
import type { Answer } from '../bench/load';
import { run } from '../bench/measure';
import { memoryMb } from '../bench/processes';
import { signIn } from '../bench/visitor';
import { sleep } from '../pid-file.mjs';
import { demoPassword } from '../seed';
import { startImport } from './jobs';
import type { Place } from './place';
import { type Trial, tally } from './trials';

const at = (all: Answer[], share: number) => {
  const sorted = all.map(({ ms }) => ms).sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
};
const statuses = (all: Answer[]) => tally(all.map(({ status }) => status));

/** What an ordinary person asks for meanwhile, four pages at a time. */
const ordinary = (place: Place, cookie: string, count: number) =>
  run({
    url: place.url,
    concurrency: 4,
    requests: Array.from({ length: count }, (_, no) => ({ path: no % 2 ? '/accounts' : '/visits', cookie })),
  });

const head = (method: string, length: number) =>
  `${method} /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n`;

/** A client of its own kind; `status` is what it was told at last, 0 as long as nothing. */
function rude(place: Place) {
  const socket = net.connect(place.port, '127.0.0.1');
  const client = { socket, status: 0, isCut: false };
  socket
    .on('error', () => {})
    .once('close', () => {
      client.isCut = true;
    });
  return client;
}
type Rude = ReturnType<typeof rude>;

function listening(client: Rude) {
  client.socket.on('data', (part) => {
    client.status ||= Number(/^HTTP\/1\.1 (\d{3})/.exec(part.toString('latin1'))?.[1] ?? 0);
  });
  return client;
}

function dribbling(place: Place, begin: string) {
  const client = listening(rude(place));
  client.socket.write(begin);
  const drop = setInterval(() => client.socket.writable && client.socket.write('a'), 500);
  client.socket.once('close', () => clearInterval(drop));
  return client;
}

/** Sends far more than is taken, as fast as it is taken. */
async function flooding(place: Place) {
  const client = listening(rude(place));
  const part = Buffer.alloc(256 * 1024, 'a');
  client.socket.write(`${head('POST', 300 * 1024 * 1024)}\r\n`);
  for (let sent = 0; sent < 1200 && !client.isCut && !client.status; sent++) {
    client.socket.write(part);
    while (client.socket.writableNeedDrain && !client.isCut) await sleep(5);
  }
  for (let waited = 0; waited < 100 && !client.status && !client.isCut; waited++) await sleep(50);
  return client;
}

export const slowClients: Trial = {
  key: 'slow',
  name: 'Hundreds of clients send a byte now and then, send hundreds of megabytes, or never read their answers',
  promise: 'Pages are answered meanwhile, too large bodies are refused, memory stays',
  async run(place, { isShort }) {
    const cookie = await signIn(place.url, 'manager@demo.test', demoPassword);
    await ordinary(place, cookie, 40);
    const before = await ordinary(place, cookie, isShort ? 40 : 200);
    const memoryBefore = memoryMb(place.web.pid()).now;
    const many = isShort ? 100 : 300;
    const headers = Array.from({ length: many }, () => dribbling(place, `${head('GET', 0)}X-Slow: `));
    const bodies = Array.from({ length: many }, () => dribbling(place, `${head('POST', 100_000)}\r\n`));
    const deaf = Array.from({ length: 40 }, () => {
      const client = rude(place);
      client.socket.pause();
      client.socket.write(`GET /accounts HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\n\r\n`.repeat(3));
      return client;
    });
    const floods = Array.from({ length: 20 }, () => flooding(place));
    await sleep(500);
    const meanwhile = await ordinary(place, cookie, isShort ? 40 : 400);
    const flooded = await Promise.all(floods);
    const until = Date.now() + 75_000;
    const slow = [...headers, ...bodies];
    while (slow.some(({ isCut }) => !isCut) && Date.now() < until) await sleep(250);
    const memory = memoryMb(place.web.pid());
    const left = slow.filter(({ isCut }) => !isCut).length;
    for (const { socket } of [...slow, ...deaf, ...flooded]) socket.destroy();
    const floodsRefused = flooded.every(({ status, isCut }) => status === 413 || status === 503 || isCut);
    return {
      figures: {
        'clients that dribble headers, bodies': `${headers.length}, ${bodies.length}`,
        'of them not cut off after 75 s': left,
        'clients that never read': deaf.length,
        'bodies of 300 MB': tally(flooded.map(({ status }) => status)),
        'pages before': statuses(before.answers),
        'pages meanwhile': statuses(meanwhile.answers),
        'p95 before / meanwhile, ms': `${at(before.answers, 0.95)} / ${at(meanwhile.answers, 0.95)}`,
        'memory before / after, MB': `${memoryBefore} / ${memory.now}`,
      },
      kept:
        // in CI, beside other work, one in twenty may be told to come again
        meanwhile.answers.filter(({ status }) => status === 200).length >=
          meanwhile.answers.length * (isShort ? 0.95 : 1) &&
        floodsRefused &&
        left === 0 &&
        memory.now - memoryBefore < 150,
    };
  },
};

export const besideImports: Trial = {
  key: 'beside',
  name: 'A large import runs and directors ask for reports without pause, while others use pages',
  promise: 'Every page is answered; the 95th of 100 waits no longer than a second',
  async run(place, { isShort }) {
    const [manager, director] = await Promise.all(
      ['manager', 'director'].map((who) => signIn(place.url, `${who}@demo.test`, demoPassword)),
    );
    await ordinary(place, manager!, 40);
    const before = await ordinary(place, manager!, 200);
    const id = await startImport(place, isShort ? 3000 : 40_000);
    const state = async () =>
      (await place.sql<{ state: string }[]>`select state from imports where id = ${id}`)[0]?.state;
    await place.worker.start();
    let isOver = false;
    let reports = 0;
    const asking = Promise.all(
      ['/review', '/win-loss'].map(async (page) => {
        while (!isOver) {
          const answer = await fetch(place.url + page, { headers: { Cookie: director! } });
          await answer.text();
          if (answer.ok) reports++;
        }
      }),
    );
    while ((await state()) === 'queued') await sleep(50);
    const meanwhile = await ordinary(place, manager!, isShort ? 100 : 400);
    const during = await state();
    isOver = true;
    await asking;
    const until = Date.now() + 300_000;
    while ((await state()) !== 'done' && Date.now() < until) await sleep(200);
    await place.worker.stop();
    return {
      figures: {
        'pages before': statuses(before.answers),
        'pages meanwhile': statuses(meanwhile.answers),
        'reports meanwhile': reports,
        'the import then': during ?? '',
        'p50 before / meanwhile, ms': `${at(before.answers, 0.5)} / ${at(meanwhile.answers, 0.5)}`,
        'p95 before / meanwhile, ms': `${at(before.answers, 0.95)} / ${at(meanwhile.answers, 0.95)}`,
      },
      kept: meanwhile.answers.every(({ status }) => status === 200) && at(meanwhile.answers, 0.95) <= 1000,
    };
  },
};
