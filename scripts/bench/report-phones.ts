import type { Arrival } from './arrival';
import { slow4g } from './line';
import type { Seen } from './phone';
import type { PageSeen, Phones } from './phones';

export type PhonesReport = Phones & { machine: string; node: string; at: string; commit: string; times: number };

const thousands = (value: number) => Math.round(value).toLocaleString('en');
const mark = (isMet: boolean) => (isMet ? '✓' : '✗');

/** The whole report as Markdown; a budget that is missed is marked, never left out. */
export function phonesMarkdown(report: PhonesReport): string {
  const { pages, arrival, machine, node, at, commit, times, opportunities, pagesLoad } = report;
  return [
    '# Phones',
    `${at}, commit ${commit}: ${machine}, Node ${node}; ${thousands(opportunities)} opportunities. Written by \`npm run bench -- --phones\`; the product runs as \`npm start\` runs it, server, database and browser on the same machine.`,
    '## Pages on a slow phone',
    pages.length
      ? `Chromium at 390 × 844 with a processor four times slower, over a line of 150 ms there and back, 1.6 Mbit/s down and 0.75 Mbit/s up (the mobile preset of Lighthouse; plain HTTP, so without the round trip or two of TLS). The line is a slow one for everything, also for what the service worker fetches, which the browser's own throttling leaves out. The middle of ${times}, each in a new browser, signed in; milliseconds after the address was entered. ${pagesLoad.toFixed(1)} processes wanted to run on the machine during it: more than its processors make every figure worse.`
      : 'Not measured: no Chromium was found.',
    ...(pages.length
      ? [pagesTable(pages), '### Against the budgets', budgets(pages), '### Where the time goes', parts(pages)]
      : []),
    `## ${thousands(arrival.items)} kept items of ${thousands(arrival.phones)} phones at once`,
    arrivalText(arrival),
  ].join('\n\n');
}

const each = (pages: PageSeen[]) =>
  pages.flatMap(({ name, first, kept }) => [
    { name: `${name}, first visit`, seen: first },
    ...(kept ? [{ name: `${name}, seen before`, seen: kept }] : []),
  ]);

function table(head: string[], rows: (string | number)[][]) {
  return [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function pagesTable(pages: PageSeen[]) {
  const rows = each(pages).map(({ name, seen }) => [
    name,
    ...[seen.fcp, seen.lcp, seen.alive].map(thousands),
    seen.cls.toFixed(3),
    ...[seen.jsKb, seen.kb].map(thousands),
  ]);
  return `${table(['page', 'first paint', 'largest paint', 'alive', 'shift', 'KB of script', 'KB until alive'], rows)}\n\nAlive: React has taken the page over; links and forms work before. Seen before: files and, of the offline pack, the page are on the phone; the bytes are what the network brought meanwhile.`;
}

function budgets(pages: PageSeen[]) {
  const line = (what: string, value: string, isMet: boolean) => `- ${mark(isMet)} ${what}: ${value}`;
  return pages
    .flatMap(({ name, isDay, first, kept, inp, presses }) => [
      ...(isDay
        ? [line(`${name}, usable (painted) < 1,000 ms on first visit`, thousands(first.lcp), first.lcp < 1000)]
        : []),
      ...(isDay && kept
        ? [line(`${name}, at once from what is kept (painted < 1,000 ms)`, thousands(kept.lcp), kept.lcp < 1000)]
        : []),
      line(`${name}, largest paint ≤ 1,200 ms on first visit`, thousands(first.lcp), first.lcp <= 1200),
      ...(kept ? [line(`${name}, largest paint ≤ 1,200 ms seen before`, thousands(kept.lcp), kept.lcp <= 1200)] : []),
      line(`${name}, longest of ${presses} presses until the next paint ≤ 100 ms`, thousands(inp), inp <= 100),
      line(`${name}, script ≤ 150 KB on first visit`, thousands(first.jsKb), first.jsKb <= 150),
      line(
        `${name}, no shift`,
        Math.max(first.cls, kept?.cls ?? 0).toFixed(3),
        Math.max(first.cls, kept?.cls ?? 0) < 0.01,
      ),
    ])
    .join('\n');
}

function parts(pages: PageSeen[]) {
  const row = ({ name, seen }: { name: string; seen: Seen }) => [
    name,
    ...[seen.answered, seen.document, seen.styles, seen.fcp, seen.scripts, seen.alive, seen.busy].map(thousands),
  ];
  const head = ['page', 'first byte', 'document', 'styles', 'first paint', 'scripts', 'alive', 'of it busy'];
  const told =
    'Each column is when that part was there; busy is what the processor spent in pieces of more than 50 ms. ';
  const alone = pages.map(({ name, first }) => `${name} ${((first.kb * 1024 * 1000) / slow4g.down).toFixed(0)} ms`);
  const lineOnly = `The line alone, with nothing to wait for, needs for the bytes of a first visit until alive: ${alone.join(', ')}.`;
  return `${table(head, each(pages).map(row))}\n\n${told}${lineOnly}`;
}

function arrivalText(arrival: Arrival): string {
  const { phones, items, seconds, halfSeconds, mostSeconds, p50, p95, later, longestWait } = arrival;
  const { lost, cut, refused, stored, twice, load } = arrival;
  const asked = Object.entries(later).map(([status, n]) => `${thousands(n)} × ${status}`);
  return [
    `${thousands(phones)} people, each with ${items / phones} items kept without a network (contacts met; visits planned, checked in to, reported), send one after the other, all at once, by the requests of the page's outbox and with its patience: as long as \`Retry-After\` says and up to as long again, else the next look after 30 s. Of a hundred answers two never reach the phone, half of those cut off while the server is at work: the item is sent again. Sessions were put into the table: hashing passwords is no part of this.`,
    '',
    `- ${mark(stored === items && refused === 0)} found in the database afterwards, rows and journal: ${thousands(stored)} of ${thousands(items)}, lost ${thousands(items - stored)}`,
    `- ${mark(twice === 0)} doubled: ${twice}`,
    `- all stored after ${seconds.toFixed(1)} s; half of the phones were done after ${halfSeconds.toFixed(1)} s, 95 of 100 after ${mostSeconds.toFixed(1)} s`,
    `- an answer that took the item: p50 ${thousands(p50)} ms, p95 ${thousands(p95)} ms`,
    `- asked for patience: ${asked.join(', ') || 'none'}; the phones waited and came again, at most ${(longestWait / 1000).toFixed(1)} s at a time; refused for good: ${refused}`,
    `- answers lost on purpose: ${lost}, connections that ended by themselves: ${cut}; all sent again`,
    `- ${load.toFixed(1)} processes wanted to run at the end`,
  ].join('\n');
}
