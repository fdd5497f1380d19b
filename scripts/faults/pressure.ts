import { sleep } from '../pid-file.mjs';
import { openDesks } from './desk';
import type { Place } from './place';
import { type Trial, tally } from './trials';
import { countWrites, type Kind, send, type Write, writer } from './writes';

const contacts = (desk: Parameters<typeof writer>[0], count: number): Write[] => {
  const { next } = writer(desk);
  const made: Write[] = [];
  while (made.length < count) {
    const one = next();
    if (one.kind === 'contact') made.push(one);
  }
  return made;
};

async function sendAll(place: Place, cookie: string, writes: Write[]) {
  return Promise.all(
    writes.map(async (write) => {
      const began = Date.now();
      const answer = await send(place.url, cookie, write).catch(() => null);
      return { write, status: answer?.status ?? 0, ms: Date.now() - began };
    }),
  );
}
type Sent = Awaited<ReturnType<typeof sendAll>>;

/** What was refused is sent again, as a phone does; then all of it has to be there once. */
async function sendAgainAndCount(place: Place, cookie: string, sent: Sent) {
  let left = sent.filter(({ status }) => status !== 302).map(({ write }) => write);
  for (let n = 0; left.length && n < 20; n++) {
    await sleep(300);
    // a few at a time: the refused come back over some seconds
    const again = await sendAll(place, cookie, left.slice(0, 20));
    const done = new Set(again.filter(({ status }) => status === 302).map(({ write }) => write));
    left = left.filter((write) => !done.has(write));
  }
  const [counted] = await countWrites(place.sql, new Map([['contact', sent.map(({ write }) => write.id)]]));
  return { left: left.length, ...counted! };
}

export const poolExhausted: Trial = {
  key: 'pool',
  name: 'A table is locked for 4 s while more writes arrive than the pool and its queue can hold',
  promise: 'The excess is told 503 quickly, other processes stay alive, afterwards each write is there once',
  async run(place, { isShort }) {
    const [desk] = await openDesks(place, 1);
    const writes = contacts(desk!, isShort ? 160 : 320);
    let sent: Sent = [];
    let liveMs = 0;
    await place.sql.begin(async (tx) => {
      await tx`lock table contacts in access exclusive mode`;
      const sending = sendAll(place, desk!.cookie, writes);
      await sleep(1500);
      const asked = Date.now();
      await fetch(`${place.url}/health/live`).then((answer) => answer.text());
      liveMs = Date.now() - asked;
      await sleep(2500);
      void sending.then((all) => {
        sent = all;
      });
    });
    while (!sent.length) await sleep(20);
    const refusals = sent
      .filter(({ status }) => status === 503)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
    const counted = await sendAgainAndCount(place, desk!.cookie, sent);
    const others = sent.filter(({ status }) => status !== 302 && status !== 503).length;
    return {
      figures: {
        answers: tally(sent.map(({ status }) => status)),
        'refusals, p50 ms': refusals[refusals.length >> 1] ?? 0,
        'refusals, p95 ms': refusals[Math.floor(refusals.length * 0.95)] ?? 0,
        '/health/live meanwhile, ms': liveMs,
        lost: counted.lost,
        doubled: counted.doubled,
        half: counted.half,
      },
      kept: refusals.length > 0 && others === 0 && counted.left + counted.lost + counted.doubled + counted.half === 0,
    };
  },
};

export const statementsCancelled: Trial = {
  key: 'cancelled',
  name: 'The database gives up on statements at any moment, in the middle of writes, as its time limit does',
  promise: 'Each write is whole or not there; sent again, it is there once',
  async run(place, { isShort }) {
    const desks = await openDesks(place, 6);
    const statuses: number[] = [];
    const acknowledged = new Map<Kind, string[]>();
    let isOver = false;
    let cancelled = 0;
    const cancelling = (async () => {
      while (!isOver) {
        const found = await place.sql`
          select pg_cancel_backend(pid) from pg_stat_activity
          where usename = 'jiketong_app' and state = 'active' and query not like 'commit%'`;
        cancelled += found.length;
        await sleep(40);
      }
    })();
    await Promise.all(
      desks.map(async (desk) => {
        const { next } = writer(desk);
        for (let n = 0; n < (isShort ? 14 : 140); n++) {
          const write = next();
          let status = 0;
          for (let tries = 0; status !== 302 && tries < 200; tries++) {
            status = (await send(place.url, desk.cookie, write)).status;
            statuses.push(status);
          }
          acknowledged.set(write.kind, [...(acknowledged.get(write.kind) ?? []), write.id]);
        }
      }),
    );
    isOver = true;
    await cancelling;
    const counted = await countWrites(place.sql, acknowledged);
    const sum = (key: 'lost' | 'doubled' | 'half') => counted.reduce((all, one) => all + one[key], 0);
    return {
      figures: {
        cancelled,
        answers: tally(statuses),
        lost: sum('lost'),
        doubled: sum('doubled'),
        half: sum('half'),
      },
      kept:
        statuses.every((status) => status === 302 || status === 503) &&
        statuses.includes(503) &&
        sum('lost') + sum('doubled') + sum('half') === 0,
    };
  },
};
