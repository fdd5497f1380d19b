import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { markdown, plansText, type Report } from './bench/report';
import { benchSize, type Sized } from './bench/size';
import { ensureBuilt, ensurePrograms } from './ready.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    quick: { type: 'boolean', default: false },
    /** Where the report goes. */
    out: { type: 'string', default: 'docs' },
  },
});
const wanted = values.sizes.split(',').map(Number);
if (wanted.some((size) => !Number.isSafeInteger(size) || size < 1000)) {
  throw new Error('npm run bench -- [--sizes 10000,100000,1000000] [--quick] [--out docs]');
}

await ensureBuilt();
await ensurePrograms();
const sizes: Sized[] = [];
for (const size of wanted) {
  console.log(`\n${size.toLocaleString('en')} opportunities`);
  sizes.push(await benchSize(size, values.quick, (message) => console.log(`  ${message}`)));
  const report: Report = {
    machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB`,
    node: process.versions.node,
    at: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    quick: values.quick,
    sizes,
  };
  writeFileSync(`${values.out}/bench.md`, `${markdown(report)}\n`);
  writeFileSync(`${values.out}/bench.json`, `${JSON.stringify(withoutPlans(report), null, 2)}\n`);
  writeFileSync(`${values.out}/bench-plans.txt`, plansText(sizes.at(-1)!));
}

function withoutPlans(report: Report) {
  return {
    ...report,
    sizes: report.sizes.map(({ plans, ...size }) => ({
      ...size,
      statements: plans.map(({ plan: _, query, ...one }) => ({ ...one, query: query.slice(0, 300) })),
    })),
  };
}
console.log(`\nwritten: ${values.out}/bench.md`);
