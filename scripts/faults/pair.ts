import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gone, sleep } from '../pid-file.mjs';
import { openDoorway } from '../scale/doorway';
import { type Cluster, connect, discard, makeSynchronous, openReplica } from '../scale/replica';

/** How long the replica is told nothing before its primary dies: as much as a network may be late. */
const lateMs = 300;

const quietly = (work: Promise<unknown>) => work.catch(() => {});

/**
 * A replica behind the place's database, and one address for both. `isSynchronous`: what is acknowledged lies on both.
 * The place's own database must have been reached by the doorway's address only.
 */
export async function openPair(first: Cluster, dir: string, isSynchronous: boolean) {
  const doorway = await openDoorway(first.port);
  let no = 0;
  let primary = first;
  let replica: Cluster | undefined;

  async function follow() {
    replica = await openReplica(primary, path.join(dir, `replica-${++no}`));
    const sql = connect(primary.url());
    if (isSynchronous) await makeSynchronous(sql);
    else {
      while (!(await sql`select 1 from pg_stat_replication where state = 'streaming'`).length) await sleep(20);
    }
    await sql.end();
  }

  const kill = async (cluster: Cluster) => {
    const pid = Number(readFileSync(path.join(cluster.home, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
    // its keeper would start it again: what is killed stays dead
    const ended = cluster.stop();
    process.kill(pid, 'SIGKILL');
    await gone(pid, 10_000);
    await quietly(ended);
  };

  await follow();
  /** The next replica, on its way. */
  let following = Promise.resolve();
  return {
    port: doorway.port,
    primary: () => primary,
    replica: () => replica!,
    /** The primary dies at this moment; its replica takes its place, and will get one of its own. Answers when it died. */
    async failOver(): Promise<number> {
      await following;
      const [dead, next] = [primary, replica!];
      const dying = connect(dead.url());
      const [sender] = await dying`select pid from pg_stat_replication where application_name = 'replica'`;
      process.kill(sender?.pid, 'SIGSTOP');
      await sleep(lateMs);
      const at = Date.now();
      const ended = kill(dead);
      process.kill(sender?.pid, 'SIGKILL');
      await ended;
      await quietly(dying.end({ timeout: 1 }));
      const promoting = connect(next.url());
      await promoting`select pg_promote(true, 30)`;
      await promoting.end();
      doorway.lead(next.port);
      primary = next;
      discard(dead.home);
      following = follow();
      return at;
    },
    async close() {
      await quietly(following);
      await doorway.close();
      await replica?.stop();
      await primary.stop();
    },
  };
}

export type Pair = Awaited<ReturnType<typeof openPair>>;

/** The place as its programs see it through the doorway. */
export function throughDoorway(place: { appUrl: string; jobsUrl: string; ownerUrl: string }, port: number) {
  const through = (given: string) => {
    const url = new URL(given);
    url.port = String(port);
    return url.href;
  };
  return { appUrl: through(place.appUrl), jobsUrl: through(place.jobsUrl), ownerUrl: through(place.ownerUrl) };
}
