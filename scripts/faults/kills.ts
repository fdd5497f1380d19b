import { sleep } from '../pid-file.mjs';
import { mulberry32 } from '../seed/random';
import { openBelongings } from './belongings';
import { chains, isChain, isOnce } from './chains';
import { openDesks } from './desk';
import type { Place } from './place';
import { type Counted, countWrites, type Kind, send, writer, wrongSums } from './writes';

/** `primary`: the database dies for good, and its replica takes its place. */
export type Blow = 'app' | 'database' | 'connections' | 'primary';

export type Kills = {
  kills: Record<Blow, number>;
  sent: number;
  acknowledged: number;
  refused: Record<string, number>;
  counted: Counted[];
  lost: number;
  doubled: number;
  half: number;
  wrongSums: number;
  /** From the blow until a write was acknowledged again. */
  slowestRecoveryMs: number;
};

type Options = {
  writes: number;
  blows: Blow[];
  writers?: number;
  seed: number;
  /** The database may forget what it acknowledged, and refuse what hangs on it. */
  forgets?: boolean;
  log(line: string): void;
};

/** Account managers who write without pause while processes are killed at moments nobody chose; then everything is counted. */
export async function killUnderLoad(place: Place, options: Options): Promise<Kills> {
  const { writes, blows, writers = 6, seed, forgets = false, log } = options;
  const random = mulberry32(seed);
  const acknowledged = new Map<Kind, string[]>();
  const refused: Record<string, number> = {};
  let done = 0;
  let sent = 0;
  let answeredAt = Date.now();
  const desks = await openDesks(place, writers);
  const belongings = await openBelongings(place, desks, writes);

  const work = async (desk: (typeof desks)[number], at: number) => {
    const plain = writer(desk);
    const chained = chains(belongings[at]!);
    let turn = 0;
    while (done < writes) {
      const write = (turn++ % 2 ? chained.next() : null) ?? plain.next();
      let isGone = false;
      for (let tries = 0; ; tries++) {
        sent++;
        const answer = await send(place.url, desk.cookie, write).catch(() => null);
        const status = answer?.status ?? 0;
        // a version that has moved on is our own edit, whose answer was lost
        if ((status > 0 && status < 400) || (status === 409 && (write.kind === 'edit' || write.kind === 'lines')))
          break;
        const isRefused = status === 409 || status === 422;
        // a database that may forget has forgotten the deal itself, or the step before
        isGone = isChain(write.kind)
          ? status === 404 || (forgets && isRefused)
          : status === 404 && write.kind === 'edit';
        // what can be done once only was done by the request whose answer was lost; it is counted below
        if (!isGone && isRefused && tries > 0 && isOnce(write.kind)) break;
        if (isGone) break;
        if (status >= 400 && status < 500 && status !== 429) throw new Error(`${write.kind} was refused: ${status}`);
        refused[status] = (refused[status] ?? 0) + 1;
        await sleep(status === 0 ? 50 : 200);
      }
      if (isGone) {
        plain.gone();
        chained.gone();
        continue;
      }
      answeredAt = Date.now();
      done++;
      plain.taken(write);
      chained.taken(write);
      acknowledged.set(write.kind, [...(acknowledged.get(write.kind) ?? []), write.id]);
      // a double tap, or an answer that came too late
      if (random() < 0.1 && write.kind !== 'edit') {
        sent++;
        await send(place.url, desk.cookie, write).catch(() => null);
      }
    }
  };

  let isOver = false;
  const working = Promise.all(desks.map(work)).finally(() => {
    isOver = true;
  });
  const kills: Kills['kills'] = { app: 0, database: 0, connections: 0, primary: 0 };
  let slowestRecoveryMs = 0;
  for (const [no, blow] of blows.entries()) {
    const after = Math.round((writes * (no + 0.5)) / blows.length);
    while (done < after && !isOver) await sleep(5);
    if (isOver) break;
    await sleep(random() * 150);
    const at = await strike(place, blow);
    kills[blow]++;
    while (answeredAt <= at && !isOver && Date.now() - at < 60_000) await sleep(5);
    slowestRecoveryMs = Math.max(slowestRecoveryMs, Date.now() - at);
    log(`${blow} killed after ${done} writes, back after ${Date.now() - at} ms`);
  }
  await working;
  await place.sql`select 1`.catch(() => {}); // its connection may have been cut
  const counted = await countWrites(place.sql, acknowledged, belongings[0]!.offering.prices);
  const sum = (key: 'lost' | 'doubled' | 'half') => counted.reduce((all, one) => all + one[key], 0);
  return {
    kills,
    sent,
    acknowledged: done,
    refused,
    counted,
    lost: sum('lost'),
    doubled: sum('doubled'),
    half: sum('half'),
    wrongSums: await wrongSums(place.sql),
    slowestRecoveryMs,
  };
}

/** Answers when it fell. */
async function strike(place: Place, blow: Blow): Promise<number> {
  if (blow === 'primary') return place.pair!.failOver();
  const at = Date.now();
  if (blow === 'app') {
    await place.web.kill();
    await place.web.start();
  } else if (blow === 'database') process.kill(place.postmaster(), 'SIGKILL');
  else {
    await place.sql`
      select pg_terminate_backend(pid) from pg_stat_activity where usename = 'jiketong_app' and pid <> pg_backend_pid()`;
  }
  return at;
}
