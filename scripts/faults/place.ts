import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { freePort } from '../bench/processes';
import { ensureDatabase, ensureDemo } from '../demo';
import { openDoors } from '../doors.mjs';
import { startDatabase } from '../embedded-database.mjs';
import { prepareDatabase } from '../migrate';
import { gone } from '../pid-file.mjs';
import { temporaryHome } from '../postgres-binaries.mjs';
import { openPair, type Pair, throughDoorway } from './pair';

export type Place = Awaited<ReturnType<typeof openPlace>>;

/** A process of ours, to be killed in the middle of things and started again in the same place. */
export function program(script: string, env: Record<string, string>, log: string, ready = 'message') {
  let child: ChildProcess | undefined;
  const end = async (signal: 'SIGKILL' | 'SIGTERM', patienceMs: number) => {
    if (!child?.pid || child.exitCode !== null) return;
    child.kill(signal);
    if (!(await gone(child.pid, patienceMs))) child.kill('SIGKILL');
  };
  return {
    pid: () => child?.pid ?? 0,
    async start(more: Record<string, string> = {}) {
      const { DATABASE_URL: _, ...inherited } = process.env;
      const output = openSync(log, 'a');
      const doors = env.PORT ? await openDoors(Number(env.PORT), env.HOST) : undefined;
      const started = spawn(process.execPath, [script], {
        stdio: ['ignore', output, output, 'ipc', ...(doors?.stdio ?? [])],
        env: { ...inherited, NODE_ENV: 'production', LOG_LEVEL: 'error', ...doors?.env, ...env, ...more },
      });
      doors?.close();
      child = started;
      await new Promise<void>((done, fail) => {
        const ended = (code: number | null) => fail(new Error(`${script} ended with ${code}: ${tail(log)}`));
        started.once('exit', ended);
        started.once(ready, () => {
          started.off('exit', ended);
          done();
        });
      });
    },
    kill: () => end('SIGKILL', 10_000),
    stop: () => end('SIGTERM', 30_000),
  };
}

const tail = (file: string) => readFileSync(file, 'utf8').slice(-2000);

/** `replica`: the database has one behind it, and is reached by an address that follows whichever is the primary. */
type Options = { flags?: string[]; home?: string; replica?: 'synchronous' | 'asynchronous' };

/** The demo in a cluster of its own, served as `npm start` serves it; thrown away when closed. */
export async function openPlace({ flags, home, replica }: Options = {}) {
  const dataDir = home ?? temporaryHome('jiketong-faults-');
  const database = await startDatabase({ dir: path.join(dataDir, 'postgres'), flags });
  const close = async () => {
    await web?.stop();
    await sql?.end({ timeout: 1 });
    await pair?.close();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  let sql: postgres.Sql | undefined;
  let pair: Pair | undefined;
  let web: ReturnType<typeof program> | undefined;
  try {
    await ensureDatabase(database.url(), 'jiketong');
    const direct = database.url('jiketong');
    const roles = await prepareDatabase(direct, dataDir);
    await ensureDemo(direct, true, () => {});
    if (replica) pair = await openPair(database, dataDir, replica === 'synchronous');
    const urls = { ...roles, ownerUrl: direct };
    const { ownerUrl, appUrl, jobsUrl } = pair ? throughDoorway(urls, pair.port) : urls;
    sql = postgres(ownerUrl, { max: 2, fetch_types: false, onnotice: () => {}, backoff: () => 0.1 });
    const port = await freePort();
    const env = { APP_DATABASE_URL: appUrl, JOBS_DATABASE_URL: jobsUrl, DATA_DIR: dataDir, DEMO: '1' };
    web = program(
      'build/programs/serve.js',
      { ...env, HOST: '127.0.0.1', PORT: String(port), ORIGIN: '' },
      path.join(dataDir, 'server.log'),
    );
    await web.start();
    const worker = program('build/programs/worker.js', env, path.join(dataDir, 'worker.log'), 'spawn');
    const pidFile = path.join(database.home, 'data/postmaster.pid');
    const url = `http://127.0.0.1:${port}`;
    const postmaster = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    return { dataDir, ownerUrl, appUrl, jobsUrl, url, port, sql, web, worker, database, postmaster, pair, close };
  } catch (error) {
    await close();
    throw error;
  }
}
