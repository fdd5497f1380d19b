import type postgres from 'postgres';
import { benchPassword } from '../bench/database';
import { run } from '../bench/measure';
import { operations } from '../bench/operations';
import { cpuMs, type Served, serve } from '../bench/processes';
import { makeSample } from '../bench/sample';
import { openBalancer } from './balancer';

export type Processes = {
  processes: number;
  perSecond: number;
  p50: number;
  p95: number;
  failed: number;
  serverMs: number;
  databaseMs: number;
};

const asked = ['list_mine', 'board', 'account', 'search_mine', 'visit'];

/** The same pages and writes asked of one process, and of several behind a balancer. */
export async function measureProcesses(
  place: { appUrl: string; dataDir: string; postmaster: number; sql: postgres.Sql },
  counts: number[],
  log: (line: string) => void,
): Promise<Processes[]> {
  const found: Processes[] = [];
  for (const processes of counts) {
    const env = { APP_DATABASE_URL: place.appUrl, DATA_DIR: place.dataDir, ORIGIN: '' };
    const served: Served[] = [];
    for (let no = 0; no < processes; no++)
      served.push(await serve('build/programs/serve.js', env, `${place.dataDir}/server-${no}.log`));
    const balancer = await openBalancer(served.map(({ url }) => url));
    try {
      const sample = await makeSample(place.sql, balancer.url, benchPassword);
      const mixed = (count: number) => {
        const wanted = operations.filter(({ key }) => asked.includes(key));
        const each = wanted.map((one) => one.requests(sample, Math.ceil(count / asked.length)));
        return Array.from({ length: count }, (_, no) => each[no % each.length]![Math.floor(no / each.length)]!);
      };
      await run({ url: balancer.url, concurrency: 24, requests: mixed(300) });
      const cpu = () => served.reduce((sum, { pid }) => sum + cpuMs(pid), 0);
      const before = { server: cpu(), database: cpuMs(place.postmaster, true) };
      const { seconds, answers } = await run({ url: balancer.url, concurrency: 24, requests: mixed(1500) });
      const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
      const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
      const one = {
        processes,
        perSecond: answers.length / seconds,
        p50: at(0.5),
        p95: at(0.95),
        failed: answers.filter(({ status }) => status === 0 || status >= 500).length,
        serverMs: (cpu() - before.server) / answers.length,
        databaseMs: (cpuMs(place.postmaster, true) - before.database) / answers.length,
      };
      found.push(one);
      log(JSON.stringify(one));
    } finally {
      balancer.close();
      for (const process of served) await process.stop();
    }
  }
  return found;
}
