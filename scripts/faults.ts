import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { trials } from './faults/all';
import { failover } from './faults/failover';
import { type Blow, killUnderLoad } from './faults/kills';
import { openPlace } from './faults/place';
import { faultsMarkdown, type Made, type Report } from './faults/report';
import { ensureBuilt, ensurePrograms } from './ready.mjs';

const { values } = parseArgs({
  options: {
    /** A few minutes instead of half an hour or more. */
    short: { type: 'boolean', default: false },
    /** Draws the moments of the kills. */
    seed: { type: 'string', default: '20261123' },
    /** How many writes while processes are killed; a kill for every 500. */
    writes: { type: 'string' },
    /** Instead of all others: primaries die, their replicas are promoted; writes failover.md. */
    failover: { type: 'boolean', default: false },
    /** Only these, by their keys. */
    only: { type: 'string' },
    /** Where the report goes. */
    out: { type: 'string', default: 'docs' },
  },
});
const seed = Number(values.seed);
const writes = Number(values.writes ?? (values.short ? 600 : 20_000));
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(writes) || writes < 100) {
  throw new Error('npm run faults -- [--short] [--writes N] [--seed N] [--only KEY,…] [--failover] [--out docs]');
}
const size = { isShort: values.short, seed, log: (line: string) => console.log(`  ${line}`) };
const wanted = (key: string) => !values.only || values.only.split(',').includes(key);
const blows = (kills: number): Blow[] =>
  Array.from({ length: kills }, (_, no) => (['app', 'database', 'connections'] as const)[no % 3]!);

await ensureBuilt();
await ensurePrograms();
const made: Made = {
  machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB`,
  node: process.versions.node,
  at: new Date().toISOString().slice(0, 10),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  isShort: values.short,
  seed,
};

if (values.failover) {
  const said = `${made.at}, commit ${made.commit}: ${made.machine}, Node ${made.node}, embedded PostgreSQL with fsync on.`;
  const load = { writes: Number(values.writes ?? (values.short ? 600 : 4000)), failovers: values.short ? 3 : 12 };
  const isKept = await failover({ ...load, seed, out: values.out, log: size.log }, said);
  console.log(`\nwritten: ${values.out}/failover.md${isKept ? '' : ', something was lost'}`);
  process.exit(isKept ? 0 : 1);
}

const kept = `${values.out}/faults.json`;
const report: Report = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : { trials: {} };
function write() {
  writeFileSync(kept, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(
    `${values.out}/faults.md`,
    faultsMarkdown(
      report,
      trials.map(({ key }) => key),
    ),
  );
}
const broken: string[] = [];
const place = await openPlace();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void place.close().finally(() => process.exit(130)));
}
try {
  if (wanted('kills')) {
    console.log('kills');
    const kills = await killUnderLoad(place, {
      ...size,
      writes,
      blows: blows(values.short ? 6 : Math.ceil(writes / 480)),
    });
    report.kills = { ...kills, made };
    write();
    if (kills.lost + kills.doubled + kills.half + kills.wrongSums > 0) broken.push('kills');
  }
  for (const { run, ...trial } of trials.filter(({ key }) => wanted(key))) {
    console.log(trial.key);
    const outcome = await run(place, size);
    report.trials[trial.key] = { ...trial, ...outcome, made };
    write();
    if (!outcome.kept) broken.push(trial.key);
    console.log(`  ${outcome.kept ? 'kept' : 'NOT KEPT'}: ${JSON.stringify(outcome.figures)}`);
  }
} finally {
  await place.close();
}
if (wanted('control')) {
  console.log('control');
  const careless = await openPlace({ flags: ['synchronous_commit=off', 'wal_writer_delay=2s'] });
  try {
    const control = await killUnderLoad(careless, {
      ...size,
      writes: values.short ? 300 : 2000,
      blows: blows(values.short ? 4 : 12).map(() => 'database'),
      forgets: true,
    });
    report.control = { ...control, made };
    write();
  } finally {
    await careless.close();
  }
}
console.log(`\nwritten: ${values.out}/faults.md`);
if (broken.length) {
  console.log(`not kept: ${broken.join(', ')}`);
  process.exitCode = 1;
}
