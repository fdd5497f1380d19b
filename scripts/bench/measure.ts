import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type postgres from 'postgres';
import type { Answer, Request, Task } from './load';
import { cpuMs } from './processes';

export type Measured = {
  count: number;
  status: Record<string, number>;
  p50: number;
  p95: number;
  p99: number;
  perSecond: number;
  serverMs: number;
  databaseMs: number;
  /** Processor time of both for one request: the figure that counts. */
  cpuMs: number;
  bytes: number;
  queries: number;
  buffers: number;
};

export type Bench = { url: string; serverPid: number; postmaster: number; sql: postgres.Sql };

const concurrency = 16;

export async function run(task: Task): Promise<{ seconds: number; answers: Answer[] }> {
  const script = new URL('./load.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(task));
  return JSON.parse(await text(child.stdout)) as { seconds: number; answers: Answer[] };
}

/** What the statements of the application's own role have done so far; identity and transaction marks are not counted. */
async function statements(sql: postgres.Sql) {
  const [row] = await sql`
    select coalesce(sum(calls), 0)::float8 as calls, coalesce(sum(shared_blks_hit + shared_blks_read), 0)::float8 as buffers
    from pg_stat_statements s join pg_roles r on r.oid = s.userid
    where r.rolname = 'jiketong_app' and query !~* '^(begin|commit|rollback|select app.enter)'`;
  return { calls: row?.calls as number, buffers: row?.buffers as number };
}

/** One run: the requests at concurrency 16, with the processor time of server and database before and after. */
export async function measure(bench: Bench, requests: Request[]): Promise<Measured> {
  const before = {
    server: cpuMs(bench.serverPid),
    database: cpuMs(bench.postmaster, true),
    ...(await statements(bench.sql)),
  };
  const { seconds, answers } = await run({ url: bench.url, concurrency, requests });
  const after = {
    server: cpuMs(bench.serverPid),
    database: cpuMs(bench.postmaster, true),
    ...(await statements(bench.sql)),
  };
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const count = answers.length;
  const status: Record<string, number> = {};
  for (const answer of answers) status[answer.status] = (status[answer.status] ?? 0) + 1;
  const serverMs = (after.server - before.server) / count;
  const databaseMs = (after.database - before.database) / count;
  return {
    count,
    status,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    perSecond: count / seconds,
    serverMs,
    databaseMs,
    cpuMs: serverMs + databaseMs,
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0) / count,
    queries: (after.calls - before.calls) / count,
    buffers: (after.buffers - before.buffers) / count,
  };
}

/** The run that used a middling amount of processor time. */
export const median = (runs: Measured[]) => [...runs].sort((a, b) => a.cpuMs - b.cpuMs)[runs.length >> 1]!;
