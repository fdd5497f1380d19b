// npm run scale -- --data DIR: what processes, a replica and migrations cost on a folder that `npm run generate` filled. Changes
// the rows in it: give it a copy.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { startDatabase } from './embedded-database.mjs';
import { prepareDatabase } from './migrate';
import { ensureBuilt, ensurePrograms } from './ready.mjs';
import { measureLag } from './scale/lag';
import { measureLocks } from './scale/locks';
import { measureProcesses } from './scale/processes';
import { discard } from './scale/replica';
import { type Figures, scaleMarkdown } from './scale/report';
import { measureSizes } from './scale/sizes';

const { values } = parseArgs({
  options: {
    /** A copy of a data directory with `bench-only-password`. */
    data: { type: 'string' },
    /** Of processes, replica, locks, sizes. */
    only: { type: 'string', default: 'processes,replica,locks,sizes' },
    out: { type: 'string', default: 'docs' },
  },
});
if (!values.data) throw new Error('npm run scale -- --data DIR [--only processes,replica,locks,sizes] [--out docs]');
const dataDir = path.resolve(values.data);
const wanted = values.only.split(',');
const log = (line: string) => console.log(`  ${line}`);
const file = path.join(values.out, 'scale.json');
const figures: Figures = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const made = `${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, load ${os.loadavg()[0]?.toFixed(1)}`;

if (wanted.includes('processes')) {
  await ensureBuilt();
  await ensurePrograms();
}
const server = await startDatabase({ dir: path.join(dataDir, 'postgres'), log });
const ownerUrl = server.url('jiketong');
const { appUrl } = await prepareDatabase(ownerUrl, dataDir, { log });
const sql = postgres(ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
try {
  const [rows] =
    await sql`select (select count(*) from opportunities)::int as deals, (select count(*) from visits)::int as visits`;
  const keep = (found: Partial<Record<keyof Figures, unknown>>) => {
    const data = `${rows?.deals} deals, ${rows?.visits} visits`;
    for (const [name, one] of Object.entries(found)) Object.assign(figures, { [name]: { made, data, found: one } });
    writeFileSync(file, `${JSON.stringify(figures, null, 1)}\n`);
    writeFileSync(path.join(values.out, 'scale-figures.md'), scaleMarkdown(figures));
  };
  if (wanted.includes('sizes')) keep({ sizes: await measureSizes(sql) });
  if (wanted.includes('processes')) {
    const place = { appUrl, dataDir, postmaster: server.pid, sql };
    keep({ processes: await measureProcesses(place, [1, 2, 1, 2], log) });
  }
  if (wanted.includes('replica')) {
    const home = path.join(dataDir, 'replica');
    discard(home);
    keep({ replica: await measureLag(server, home, 20) });
    await sql`select pg_drop_replication_slot('replica')`;
    discard(home);
  }
  if (wanted.includes('locks')) keep({ locks: await measureLocks(ownerUrl, log) });
} finally {
  await sql.end();
  await server.stop();
}
console.log(`written: ${values.out}/scale-figures.md`);
