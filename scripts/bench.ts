import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { benchPhones } from './bench/phones';
import { markdown, plansText, type Report } from './bench/report';
import { phonesMarkdown } from './bench/report-phones';
import { benchSize, type Sized } from './bench/size';
import { benchSteady, steadyMarkdown } from './bench/steady';
import { ensureBuilt, ensurePrograms } from './ready.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    quick: { type: 'boolean', default: false },
    /** Instead of the sizes: pages on a slow phone, and many phones that send what they kept. */
    phones: { type: 'boolean', default: false },
    /** Data of the last size, generated before; else each size makes its own. */
    data: { type: 'string' },
    /** Instead of the sizes: memory of the server at a steady load for so long. */
    minutes: { type: 'string' },
    /** Where the report goes. */
    out: { type: 'string', default: 'docs' },
  },
});
const wanted = values.sizes.split(',').map(Number);
if (wanted.some((size) => !Number.isSafeInteger(size) || size < 1000)) {
  throw new Error(
    'npm run bench -- [--sizes 10000,100000,1000000] [--data DIR] [--quick] [--phones] [--minutes N] [--out docs]',
  );
}

await ensureBuilt();
await ensurePrograms();
const machine = {
  machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB`,
  node: process.versions.node,
  at: new Date().toISOString().slice(0, 10),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
};

if (values.phones) {
  const [times, phones] = values.quick ? [1, 50] : [3, 500];
  const found = await benchPhones({ times, phones, log: (message) => console.log(`  ${message}`) });
  const report = { ...machine, times, ...found };
  writeFileSync(`${values.out}/bench-phones.md`, `${phonesMarkdown(report)}\n`);
  writeFileSync(`${values.out}/bench-phones.json`, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\nwritten: ${values.out}/bench-phones.md`);
  process.exit();
}

if (values.minutes) {
  const found = await benchSteady(Number(values.minutes), (message) => console.log(`  ${message}`));
  writeFileSync(`${values.out}/bench-memory.md`, `${steadyMarkdown({ ...machine, ...found })}\n`);
  console.log(`\nwritten: ${values.out}/bench-memory.md`);
  process.exit();
}

const sizes: Sized[] = [];
for (const [no, size] of wanted.entries()) {
  console.log(`\n${size.toLocaleString('en')} opportunities`);
  const data = no === wanted.length - 1 ? values.data : undefined;
  sizes.push(await benchSize(size, { quick: values.quick, data, log: (message) => console.log(`  ${message}`) }));
  const report: Report = {
    ...machine,
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
