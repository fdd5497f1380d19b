import type { Measured } from './measure';
import { figuresOperation, operations } from './operations';
import type { Sized } from './size';

export type Report = { machine: string; node: string; at: string; commit: string; quick: boolean; sizes: Sized[] };

const round = (value: number, digits = 1) => value.toFixed(digits);
const thousands = (value: number) => Math.round(value).toLocaleString('en');
const kb = (bytes: number) => `${Math.round(bytes / 1024)} KB`;
const table = (head: string[], rows: string[][]) =>
  [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const told = [...operations, figuresOperation];
/** Answered as expected but for a few; those refused under the load are told beside the times. */
const isGood = (result: Measured, expect: number) => (result.status[expect] ?? 0) >= 0.95 * result.count;

/** The whole report as Markdown; a budget that is missed is marked, never left out. */
export function markdown(report: Report): string {
  const { sizes } = report;
  const last = sizes.at(-1)!;
  return [
    '# Benchmark',
    `${report.at}, commit ${report.commit}: ${report.machine}, Node ${report.node}, PostgreSQL ${last.postgresql} (embedded, fsync on, JIT off).`,
    `Written by \`npm run bench -- --sizes ${sizes.map((size) => size.opportunities)}\`${report.quick ? ' **quickly: one short run each**' : ', the median of three runs of 500 requests; rows without a budget, from the review by person on, are one run of 160'}. The server runs as \`npm start\` runs it, the load comes from a process of its own at concurrency 16. What counts is processor time of server and database for one request; times of the clock depend on who else uses the machine.`,
    '## Processor milliseconds for one request (server + database)',
    cpuTable(sizes),
    `Limit: one prepared query for 50 rows under the wall, rendered by React to a string and sent by bare Node. Flat: time at ${thousands(last.opportunities)} divided by that at ${thousands(sizes[0]!.opportunities)}, to be at most 1.3. Peer: the best of Odoo, Twenty and Tryton at 100,000.`,
    `## Times, throughput, queries and bytes at ${thousands(last.opportunities)} opportunities`,
    clockTable(last),
    'Queries are statements of a page without those that open and close its transactions; blocks are 8 KB pages of the database looked at.',
    '## Where the time goes when a budget is missed',
    missed(last),
    '## Whole scans of business tables',
    scans(last),
    '## Size, memory, loading',
    sizeTable(sizes),
    `First visit of the list page: ${kb(last.firstVisit.js)} of script (budget 150 KB: ${last.firstVisit.js <= 150 * 1024 ? '✓' : '✗'}), ${kb(last.firstVisit.css)} of styles, ${kb(last.firstVisit.other)} of fonts in ${last.firstVisit.files} files, compressed.`,
  ].join('\n\n');
}

function cpuTable(sizes: Sized[]): string {
  const head = [
    'operation',
    ...sizes.map((size) => thousands(size.opportunities)),
    'budget',
    '',
    'flat',
    'peer ÷ ours',
  ];
  const rows = told.map(({ key, name, budgetMs, peerMs, expect }) => {
    const results = sizes.map((size) => size.operations[key]);
    const last = results.at(-1);
    if (!last || !isGood(last, expect))
      return [name, ...results.map(() => '–'), '', `not answered: ${JSON.stringify(last?.status)}`, '', ''];
    const flat = last.cpuMs / (results[0]?.cpuMs ?? last.cpuMs);
    return [
      name,
      ...results.map((one) => (one ? round(one.cpuMs) : '–')),
      budgetMs ? `≤ ${budgetMs}` : '',
      budgetMs ? (last.cpuMs <= budgetMs ? '✓' : '✗') : '',
      sizes.length > 1 ? `${round(flat, 2)} ${flat <= 1.3 ? '✓' : '✗'}` : '',
      peerMs ? `${round(peerMs / last.cpuMs, 0)} ×` : '',
    ];
  });
  return table(head, [
    ...rows,
    ['limit: query + React', ...sizes.map((size) => round(size.limit.cpuMs)), '', '', '', ''],
  ]);
}

function clockTable(size: Sized): string {
  return table(
    [
      'operation',
      'p50 ms',
      'p95',
      'p99',
      'a second',
      'server CPU',
      'database CPU',
      'queries',
      'blocks',
      'bytes',
      'of the limit',
      'refused',
    ],
    told.flatMap(({ key, name, expect }) => {
      const one = size.operations[key];
      if (!one) return [];
      const { p50, p95, p99, perSecond, serverMs, databaseMs, queries, buffers, bytes, count, status } = one;
      const ratio = `${round(one.cpuMs / size.limit.cpuMs)} ×`;
      return [
        [
          name,
          round(p50),
          round(p95),
          round(p99),
          round(perSecond, 0),
          round(serverMs),
          round(databaseMs),
          round(queries),
          thousands(buffers),
          thousands(bytes),
          ratio,
          String(count - (status[expect] ?? 0)),
        ],
      ];
    }),
  );
}

/** For each missed budget, the split and the dearest statements. */
function missed(size: Sized): string {
  const over = operations.filter(({ key, budgetMs }) => budgetMs && (size.operations[key]?.cpuMs ?? 0) > budgetMs);
  if (over.length === 0) return 'No budget is missed.';
  return over
    .map(({ key, name, budgetMs }) => {
      const one = size.operations[key]!;
      const dear = size.plans
        .filter((plan) => plan.operation === key)
        .sort((a, b) => b.ms - a.ms)
        .slice(0, 3)
        .map((plan) => `  - ${round(plan.ms, 2)} ms: \`${plan.query.replaceAll(/\s+/g, ' ').slice(0, 160)}\``);
      return [
        `- **${name}**: ${round(one.cpuMs)} of ${budgetMs} ms; server ${round(one.serverMs)}, database ${round(one.databaseMs)}, ${round(one.queries, 0)} queries, ${thousands(one.bytes)} bytes.`,
        ...dear,
      ].join('\n');
    })
    .join('\n');
}

function scans(size: Sized): string {
  const found = size.plans.filter(({ scansWhole }) => scansWhole.length > 0);
  if (found.length === 0)
    return `None in ${size.plans.length} statements explained under the application's role with identity (the dearest: \`bench-plans.txt\`).`;
  return found
    .map(
      ({ operation, ms, query, scansWhole }) =>
        `- ${operation}: ${scansWhole.join(', ')} in ${round(ms, 2)} ms: \`${query.replaceAll(/\s+/g, ' ').slice(0, 200)}\``,
    )
    .join('\n');
}

function sizeTable(sizes: Sized[]): string {
  return table(
    ['', ...sizes.map((size) => thousands(size.opportunities))],
    [
      ['rows generated', ...sizes.map(({ generated }) => (generated ? thousands(generated.rows) : 'before'))],
      [
        'rows a second, copying alone',
        ...sizes.map(({ generated }) =>
          generated ? thousands(generated.rows / generated.tables.reduce((sum, one) => sum + one.copySeconds, 0)) : '–',
        ),
      ],
      [
        'rows a second with indexes, keys and statistics',
        ...sizes.map(({ generated }) => (generated ? thousands(generated.rows / generated.seconds) : '–')),
      ],
      [
        'import: accounts a second, checked, in scope and journalled (budget 5,000)',
        ...sizes.map(({ imported }) => thousands(imported.rowsPerSecond)),
      ],
      [
        'import: CPU ms for 1,000 rows, worker + database',
        ...sizes.map(({ imported }) => `${round(imported.workerMs, 0)} + ${round(imported.databaseMs, 0)}`),
      ],
      ['import: taken back, rows a second', ...sizes.map(({ imported }) => thousands(imported.undoRowsPerSecond))],
      ['database', ...sizes.map(({ databaseMb }) => `${thousands(databaseMb)} MB`)],
      ['server memory after the load (budget 250 MB)', ...sizes.map(({ memory }) => `${memory.now} MB`)],
      [
        'SHA-256 of 128 MB before and after, CPU ms',
        ...sizes.map(({ machine }) => machine.yardstickMs.map((ms) => round(ms, 0)).join(', ')),
      ],
      [
        'processes that wanted to run (load)',
        ...sizes.map(({ machine }) => machine.load.map((load) => round(load)).join(', ')),
      ],
      ['server memory at most', ...sizes.map(({ memory }) => `${memory.peak} MB`)],
    ],
  );
}

const plansTold = 4;

/** The dearest plans of each operation, for reading: what ran, for how long, how. */
export function plansText(size: Sized): string {
  return told
    .flatMap(({ key }) =>
      size.plans
        .filter(({ operation }) => operation === key)
        .sort((a, b) => b.ms - a.ms)
        .slice(0, plansTold),
    )
    .map(({ operation, ms, query, plan }) => `── ${operation} · ${ms} ms\n${query}\n\n${plan}\n`)
    .join('\n');
}
