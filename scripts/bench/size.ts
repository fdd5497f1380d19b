import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { Generated } from '../generate/generate';
import { benchPassword, openBench } from './database';
import { type ImportRun, measureImport } from './import';
import { type Bench, type Measured, measure, median } from './measure';
import { operations } from './operations';
import { explain, type Plan, planFlags } from './plans';
import { memoryMb, serve, yardstick } from './processes';
import { makeSample } from './sample';
import { type Assets, firstVisit } from './visitor';

export type Sized = {
  opportunities: number;
  /** Null when the data was there before. */
  generated: Generated | null;
  databaseMb: number;
  postgresql: string;
  operations: Record<string, Measured>;
  limit: Measured;
  plans: Plan[];
  memory: { now: number; peak: number };
  firstVisit: Assets;
  imported: ImportRun;
  /** Before and after: the fixed piece of work, and how many processes wanted to run. */
  machine: { yardstickMs: number[]; load: number[] };
};

/** Everything of one size, as `npm start` would run it; in `data`, if given, see `openBench`. */
export async function benchSize(
  opportunities: number,
  { quick, data, log }: { quick: boolean; data?: string; log: (message: string) => void },
): Promise<Sized> {
  const sizes = { accounts: Math.round(opportunities / 3), opportunities, visits: opportunities * 3 };
  const bench = await openBench({ sizes, data, flags: planFlags, log });
  const sql = postgres(bench.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`create extension if not exists pg_stat_statements`;
    await sql`checkpoint`;
    const { dataDir, appUrl, server } = bench;
    const told = await ask(sql, { dataDir, appUrl, home: server.home, postmaster: server.pid }, quick, log);
    return { opportunities, generated: bench.generated, ...told };
  } finally {
    await sql.end();
    await bench.close();
  }
}

type Place = { dataDir: string; appUrl: string; home: string; postmaster: number };

async function ask(sql: postgres.Sql, place: Place, quick: boolean, log: (message: string) => void) {
  const env = { APP_DATABASE_URL: place.appUrl, DATA_DIR: place.dataDir, ORIGIN: '' };
  const output = path.join(place.dataDir, 'server.log');
  const web = await serve('build/programs/serve.js', env, output);
  const bench: Bench = { url: web.url, serverPid: web.pid, postmaster: place.postmaster, sql };
  const measured: Record<string, Measured> = {};
  const machine = { yardstickMs: [yardstick()], load: [os.loadavg()[0] ?? 0] };
  const plans: Plan[] = [];
  try {
    const sample = await makeSample(sql, web.url, benchPassword);
    for (const operation of operations) {
      const requests = (count: number) => operation.requests(sample, count);
      await measure(bench, requests(operation.isBrief ? 40 : 200));
      const runs: Measured[] = [];
      const [times, count] = operation.isBrief ? [1, 160] : quick ? [1, 300] : [3, 500];
      for (let i = 0; i < times; i++) runs.push(await measure(bench, requests(count)));
      const result = median(runs);
      measured[operation.key] = result;
      log(
        `${operation.key}: ${result.cpuMs.toFixed(1)} ms CPU (${result.serverMs.toFixed(1)} + ${result.databaseMs.toFixed(1)}), p50 ${result.p50.toFixed(0)}, p95 ${result.p95.toFixed(0)}, ${result.queries.toFixed(1)} queries, ${JSON.stringify(result.status)}`,
      );
      const [one] = requests(1);
      if (one) plans.push(...(await explain(sql, place.home, web.url, operation.key, one)));
    }
    const memory = memoryMb(web.pid);
    const visit = await firstVisit(web.url, '/opportunities?shape=list', sample.cookies.director);
    await web.stop();
    const { limit, figures } = await measureLimits(sql, place, quick);
    const imported = await measureImport(sql, place, 10_000);
    measured.figures = figures;
    log(
      `limit: ${limit.cpuMs.toFixed(2)}, figures ${figures.cpuMs.toFixed(2)} ms CPU; server ${memory.now} MB, peak ${memory.peak} MB`,
    );
    const [facts] = await sql`
      select (pg_database_size(current_database()) / 1024 / 1024)::int as mb, current_setting('server_version') as version`;
    return {
      databaseMb: facts?.mb as number,
      postgresql: facts?.version as string,
      operations: measured,
      limit,
      plans,
      memory,
      firstVisit: visit,
      imported,
      machine: {
        yardstickMs: [...machine.yardstickMs, yardstick()],
        load: [...machine.load, os.loadavg()[0] ?? 0],
      },
    };
  } finally {
    await web.stop();
  }
}

/** The same machine in the same minutes, without the application. */
async function measureLimits(sql: postgres.Sql, { appUrl, postmaster, dataDir }: Place, quick: boolean) {
  const [who] = await sql`
    select d.id as director, d.tenant_id, h.id as everybody from people d, people h
    where d.email = 'gen.director@bench.test' and h.email = 'gen.hq@bench.test'`;
  const bare = await serve(
    'scripts/bench/limit.ts',
    {
      APP_DATABASE_URL: appUrl,
      LIMIT_PERSON: who?.director as string,
      LIMIT_TENANT: String(who?.tenant_id),
      LIMIT_EVERYBODY: who?.everybody as string,
    },
    path.join(dataDir, 'limit.log'),
  );
  try {
    const bench = { url: bare.url, serverPid: bare.pid, postmaster, sql };
    const at = async (path: string) => {
      const requests = Array.from({ length: quick ? 500 : 1000 }, () => ({ path }));
      await measure(bench, requests);
      return measure(bench, requests);
    };
    return { limit: await at('/'), figures: await at('/figures') };
  } finally {
    await bare.stop();
  }
}
