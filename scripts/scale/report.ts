import type { Lag } from './lag';
import type { Locked } from './locks';
import { grown } from './model';
import type { Processes } from './processes';
import type { Sized } from './sizes';

type Part<T> = { made: string; data: string; found: T };
export type Figures = {
  processes?: Part<Processes[]>;
  replica?: Part<Lag>;
  locks?: Part<Locked[]>;
  sizes?: Part<Sized[]>;
};

const count = (n: number) => Math.round(n).toLocaleString('en');
const table = (head: string[], rows: (string | number)[][]) =>
  [head, head.map((_, no) => (no ? '---:' : '---')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const section = <T>(title: string, part: Part<T> | undefined, write: (found: T) => string) =>
  part && `## ${title}\n\n${part.made}; ${part.data}.\n\n${write(part.found)}`;

/** What `docs/scale.md` counts with. */
export function scaleMarkdown({ processes, replica, locks, sizes }: Figures) {
  return `${[
    '# Figures for scale.md\n\nWritten by `npm run scale -- --data DIR`, each part by itself; see `scripts/scale.ts`.',
    section('Processes behind a balancer', processes, (found) =>
      table(
        ['processes', 'requests a second', 'p50 ms', 'p95 ms', 'failed', 'server CPU ms', 'database CPU ms'],
        found.map((one) => [
          one.processes,
          one.perSecond.toFixed(1),
          ...[one.p50, one.p95, one.failed].map(count),
          ...[one.serverMs, one.databaseMs].map((ms) => ms.toFixed(1)),
        ]),
      ),
    ),
    section('A streaming replica', replica, (lag) =>
      table(
        ['', ''],
        [
          ['database, MB', count(lag.databaseMb)],
          ['made while the primary worked, s', lag.copySeconds.toFixed(1)],
          ['writes a second meanwhile', count(lag.writesPerSecond)],
          [
            'until the replica shows a write, p50 / p95 / most ms',
            [lag.lagP50Ms, lag.lagP95Ms, lag.lagMostMs].map(count).join(' / '),
          ],
          [
            'a sum over all deals on the primary / on the replica, ms',
            [lag.reportPrimaryMs, lag.reportReplicaMs].map(count).join(' / '),
          ],
          ['the same sums on both', String(lag.isSame)],
        ],
      ),
    ),
    section('Steps of a migration while four people write', locks, (found) =>
      table(
        ['step', 'may be used', 'seconds', 'writes', 'slowest write, ms', ''],
        found.map((one) => [
          one.step,
          one.isOnline ? 'yes' : 'no',
          one.seconds.toFixed(1),
          count(one.writes),
          count(one.slowestMs),
          one.ended,
        ]),
      ),
    ),
    section('Bytes of a row', sizes, (found) =>
      table(
        ['table', 'rows', 'heap, bytes a row', 'indexes, bytes a row', 'together, MB'],
        found
          .slice(0, 20)
          .map((one) => [
            one.table,
            count(one.rows),
            count(one.heapBytes / one.rows),
            count(one.indexBytes / one.rows),
            count((one.heapBytes + one.indexBytes) / 1048576),
          ]),
      ),
    ),
    section('The same bytes with 30 million accounts and a billion visits', sizes, (found) => {
      const all = grown(found);
      const sum = (key: 'heapGb' | 'indexGb' | 'hotGb') => all.reduce((total, one) => total + one[key], 0);
      return table(
        ['table', 'million rows', 'heap, GB', 'indexes, GB', 'asked for on an ordinary day, GB'],
        [
          ...all.map((one) => [one.table, ...[one.rows / 1e6, one.heapGb, one.indexGb, one.hotGb].map(count)]),
          ['**all**', '', ...[sum('heapGb'), sum('indexGb'), sum('hotGb')].map(count)],
        ],
      );
    }),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}
