import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { benchPassword, openBench } from './database';
import { run } from './measure';
import { operations } from './operations';
import { memoryMb, serve } from './processes';
import { makeSample } from './sample';

export type Steady = {
  opportunities: number;
  perSecond: number;
  memoryMb: number[];
  requests: number;
  refused: number;
  load: number;
};

const opportunities = 10_000;
const perSecond = 4;

/** Memory of the web process, a figure a minute, while every operation of the bench is asked in turn at a steady rate. */
export async function benchSteady(minutes: number, log: (message: string) => void): Promise<Steady> {
  if (!Number.isInteger(minutes) || minutes < 1) throw new Error('--minutes takes a whole number.');
  const sizes = { accounts: Math.round(opportunities / 3), opportunities, visits: opportunities * 3 };
  const bench = await openBench({ sizes, log });
  const sql = postgres(bench.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const web = await serve('build/programs/serve.js', bench.env, path.join(bench.dataDir, 'server.log'));
    const found: Steady = { opportunities, perSecond, memoryMb: [], requests: 0, refused: 0, load: 0 };
    try {
      const sample = await makeSample(sql, web.url, benchPassword);
      for (let minute = 0; minute < minutes; minute++) {
        const began = Date.now();
        const each = Math.ceil((perSecond * 60) / operations.length);
        const requests = operations.flatMap(({ requests }) => requests(sample, each));
        for (let at = 0; at < requests.length; at += perSecond * 5) {
          const some = requests.slice(at, at + perSecond * 5);
          const { answers } = await run({ url: web.url, concurrency: perSecond, requests: some });
          found.requests += answers.length;
          found.refused += answers.filter(({ status }) => status >= 400).length;
          const ahead = (at / perSecond) * 1000 + 5000 - (Date.now() - began);
          if (ahead > 0) await new Promise((done) => setTimeout(done, ahead));
        }
        found.memoryMb.push(memoryMb(web.pid).now);
        log(`minute ${minute + 1}: ${found.memoryMb.at(-1)} MB`);
      }
      found.load = os.loadavg()[2] ?? 0;
      return found;
    } finally {
      await web.stop();
    }
  } finally {
    await sql.end();
    await bench.close();
  }
}

export function steadyMarkdown(report: Steady & { machine: string; node: string; at: string; commit: string }): string {
  const { memoryMb: all, machine, node, at, commit } = report;
  const half = all.slice(all.length >> 1);
  return [
    '# Memory at a steady load',
    `${at}, commit ${commit}: ${machine}, Node ${node}. ${all.length} minutes at ${report.perSecond} requests a second, every operation of the bench in turn, on ${report.opportunities.toLocaleString('en')} opportunities; ${report.requests.toLocaleString('en')} requests, ${report.refused} refused; load of the machine ${report.load.toFixed(1)}.`,
    `Second half: ${Math.min(...half)}–${Math.max(...half)} MB (budget 250 MB: ${Math.max(...half) <= 250 ? '✓' : '✗'}).`,
    `| minutes | MB |\n| ---: | --- |\n${[...Array(Math.ceil(all.length / 10)).keys()].map((ten) => `| ${ten * 10 + 1}–${Math.min(all.length, ten * 10 + 10)} | ${all.slice(ten * 10, ten * 10 + 10).join(', ')} |`).join('\n')}`,
  ].join('\n\n');
}
