import type postgres from 'postgres';
import { sleep } from '../pid-file.mjs';
import { type Cluster, caughtUp, connect, openReplica } from './replica';

export type Lag = {
  copySeconds: number;
  databaseMb: number;
  writesPerSecond: number;
  lagP50Ms: number;
  lagP95Ms: number;
  lagMostMs: number;
  /** The same sums asked of both while people write. */
  reportPrimaryMs: number;
  reportReplicaMs: number;
  isSame: boolean;
};

/** As a report outside of the application asks: every row, grouped. */
const report = (sql: postgres.Sql) => sql`
  select tenant_id, stage_type, date_trunc('month', created_at) as month, count(*)::int as n, sum(total_fen)::text as total
  from opportunities where deleted_at is null group by 1, 2, 3 order by 1, 2, 3`;

/** A replica that follows under a write load: how far behind it is, and what reports cost where. */
export async function measureLag(primary: Cluster, dir: string, seconds: number): Promise<Lag> {
  const sql = connect(primary.url('jiketong'));
  const began = performance.now();
  const replica = await openReplica(primary, dir);
  const copySeconds = (performance.now() - began) / 1000;
  const [reader, writer] = [connect(replica.url('jiketong')), connect(primary.url('jiketong'))];
  try {
    await caughtUp(sql, reader);
    const ids =
      await sql`select tenant_id, id from opportunities tablesample system (5) where deleted_at is null limit 2000`;
    const told = { writes: 0, isOver: false };
    const writing = (async () => {
      for (let no = 0; !told.isOver; no++) {
        const { tenant_id, id } = ids[no % ids.length]!;
        await writer`update opportunities set next_step = ${`step ${no}`} where tenant_id = ${tenant_id} and id = ${id}`;
        told.writes++;
      }
    })();
    const lags: number[] = [];
    const from = performance.now();
    while (performance.now() - from < seconds * 1000) {
      const at = performance.now();
      await caughtUp(sql, reader);
      lags.push(performance.now() - at);
      await sleep(50);
    }
    const writesPerSecond = told.writes / ((performance.now() - from) / 1000);
    const timed = async (one: postgres.Sql) => {
      const at = performance.now();
      for (let no = 0; no < 3; no++) await report(one);
      return (performance.now() - at) / 3;
    };
    const [reportPrimaryMs, reportReplicaMs] = [await timed(sql), await timed(reader)];
    told.isOver = true;
    await writing;
    await caughtUp(sql, reader);
    const isSame = JSON.stringify(await report(sql)) === JSON.stringify(await report(reader));
    lags.sort((a, b) => a - b);
    const at = (share: number) => lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? 0;
    const [size] = await sql`select (pg_database_size(current_database()) / 1048576)::int as mb`;
    return {
      ...{ copySeconds, databaseMb: size?.mb, writesPerSecond },
      ...{ lagP50Ms: at(0.5), lagP95Ms: at(0.95), lagMostMs: at(1) },
      ...{ reportPrimaryMs, reportReplicaMs, isSame },
    };
  } finally {
    await Promise.all([sql, reader, writer].map((one) => one.end()));
    await replica.stop();
  }
}
